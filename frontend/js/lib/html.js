/**
 * The only way to make markup. Whatever is interpolated is escaped; nested templates and arrays of them are not
 * escaped twice; null, undefined and booleans vanish.
 *
 *     render(this, html`<ul>${posts.map((post) => html`<li><a href="/free/${post.id}">${post.title}</a></li>`)}</ul>`);
 *     html`<input name="nickname" value="${nickname}" ?required="${true}" />`;      // ?name: there only when truthy
 *     html`<st-prose level="2">${trustedHtml(post.content_html)}</st-prose>`;      // server-sanitised fields only
 */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const URL_ATTRIBUTE = /\s(?:href|src|action|formaction|poster)=["']$/i;
const BOOLEAN_ATTRIBUTE = /\s\?([a-z-]+)="$/i;
const EVENT_ATTRIBUTE = /\son\w+=["']?[^"'<>]*$/i;
const UNQUOTED_ATTRIBUTE = /\s[\w-]+=$/;
const SAFE_URL = /^(?:https?:|mailto:|tel:|webcal:|blob:|[/?#.]|[^:]*$)/i;

/** Finished markup. Only `html` and `trustedHtml` make it. */
class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** @param {string} text */
const escapeText = (text) =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[/** @type {keyof ENTITIES} */ (sign)]);

/** @param {unknown} value @returns {string} */
function stringify(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(stringify).join("");
  if (value === null || value === undefined || typeof value === "boolean") return "";
  return escapeText(String(value));
}

/** @param {unknown} value */
function safeUrl(value) {
  const url = String(value ?? "").trim();
  return SAFE_URL.test(url) ? escapeText(url) : "#";
}

/**
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values
 * @returns {Markup}
 */
export function html(strings, ...values) {
  let text = strings[0];
  values.forEach((value, index) => {
    let rest = strings[index + 1];
    const flag = BOOLEAN_ATTRIBUTE.exec(text);
    if (flag) {
      text = text.slice(0, flag.index) + (value ? ` ${flag[1]}` : "");
      rest = rest.slice(1);
    } else if (UNQUOTED_ATTRIBUTE.test(text) || EVENT_ATTRIBUTE.test(text)) {
      throw new TypeError(
        `Quote attribute values, and listen instead of writing on…= (near "${text.slice(-40)}")`,
      );
    } else {
      text += URL_ATTRIBUTE.test(text) ? safeUrl(value) : stringify(value);
    }
    text += rest;
  });
  return new Markup(text);
}

/**
 * For the API's `*_html` fields and nothing else: the server has sanitised them.
 * @param {string} sanitised
 */
export const trustedHtml = (sanitised) => new Markup(sanitised);

/** @param {Markup} markup @returns {DocumentFragment} */
export function fragment(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup.text;
  return document.importNode(template.content, true);
}

/** Replaces what the element holds. @param {Element} target @param {Markup} markup */
export function render(target, markup) {
  target.replaceChildren(fragment(markup));
}

/** For growing lists. @param {Element} target @param {Markup} markup */
export function append(target, markup) {
  target.append(fragment(markup));
}

/** @typedef {Markup} Html */
