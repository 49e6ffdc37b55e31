/**
 * Text that people or the tutor wrote, as the server rendered it, fitted into the page around it: headings continue
 * the page's outline, and what scrolls inside (tables, code, long formulas) can be scrolled by keyboard.
 *
 *     <st-prose level="2">${trustedHtml(content_html)}</st-prose>     // level: of its biggest heading
 */
import { StElement } from "../lib/element.js";
import { headingLevels } from "../lib/heading-levels.js";

const SCROLLERS = "table, pre, .math, :is(p, ul, ol, h3, h4, h5, h6):has(math)";

class StProse extends StElement {
  connected() {
    const headings = [...this.querySelectorAll("h3, h4, h5, h6")];
    const tags = headings.map(({ localName }) => localName);
    headingLevels(tags, Number(this.getAttribute("level"))).forEach((level, index) => {
      headings[index].ariaLevel = String(level);
    });
    const observer = new ResizeObserver(() => this.#followWidth());
    observer.observe(this);
    this.signal.addEventListener("abort", () => observer.disconnect());
  }

  #followWidth() {
    for (const part of this.querySelectorAll(SCROLLERS)) {
      if (part.scrollWidth > part.clientWidth) part.setAttribute("tabindex", "0");
      else part.removeAttribute("tabindex");
    }
  }
}

customElements.define("st-prose", StProse);
