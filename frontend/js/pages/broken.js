/** Stands in for a page whose module did not arrive: no network, or an update in between. */
import { StPage } from "../lib/element.js";
import { html } from "../lib/html.js";
import "../components/icon.js";

class StBrokenPage extends StPage {
  connected() {
    this.render(html`<st-state class="is-offline">
      <st-icon name="wifi-off"></st-icon>
      <h1 class="heading">페이지를 열지 못했어요</h1>
      <p>연결을 확인하고 다시 열어 주세요.</p>
      <button class="st-button is-primary" type="button"><st-icon name="retry"></st-icon>다시 열기</button>
    </st-state>`);
    // A whole reload: browsers may remember that a module failed.
    this.on("click", "button", () => location.reload());
    addEventListener("online", () => location.reload(), { signal: this.signal });
  }
}

customElements.define("st-broken-page", StBrokenPage);
