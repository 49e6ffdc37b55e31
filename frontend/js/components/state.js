/**
 * What a place shows while it has no content, or can't have any.
 *
 *     loadingState({ rows: 5 })                                             // a skeleton of text rows
 *     emptyState({ heading: "아직 글이 없어요", text: "첫 글을 남겨 보세요.", icon: "pencil",
 *                  action: html`<a class="st-button is-primary" href="/free/write">글쓰기</a>` })
 *     errorState(apiError)                                                  // error or offline, with a retry button
 *
 * All give markup with one <st-state>; a retry is the event `st-state:retry` (when the network is back it comes by
 * itself). `loadInto` of lib/loader.js uses them all.
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import "./icon.js";

class StState extends StElement {
  connected() {
    this.on("click", "[data-retry]", () => this.emit("st-state:retry"));
    if (this.classList.contains("is-offline")) {
      addEventListener("online", () => this.emit("st-state:retry"), { signal: this.signal });
    }
  }
}

customElements.define("st-state", StState);

/** @param {{ rows?: number }} [options] */
export function loadingState({ rows = 3 } = {}) {
  return html`<st-state class="is-loading" role="status">
    <span class="visually-hidden">불러오는 중이에요</span>
    ${Array.from({ length: rows }, () => html`<span class="st-skeleton"></span><span class="st-skeleton is-short"></span>`)}
  </st-state>`;
}

/** @param {{ heading: string, text?: string, icon?: string, action?: import("../lib/html.js").Html }} content */
export function emptyState({ heading, text, icon = "board", action }) {
  return html`<st-state class="is-empty">
    <st-icon name="${icon}"></st-icon>
    <p class="heading">${heading}</p>
    ${text && html`<p>${text}</p>`} ${action}
  </st-state>`;
}

/** @param {import("../lib/api-error.js").ApiError} error */
export function errorState(error) {
  const { status } = error;
  const heading = error.isOffline
    ? "연결이 끊겼어요"
    : status === 404
      ? "찾을 수 없어요"
      : "불러오지 못했어요";
  return html`<st-state class="${error.isOffline ? "is-offline" : "is-error"}" role="status">
    <st-icon name="${error.isOffline ? "wifi-off" : "alert"}"></st-icon>
    <p class="heading">${heading}</p>
    <p>${status === 404 ? "주소가 바뀌었거나 지워졌을 수 있어요." : error.message}</p>
    ${status !== 404 && html`<button class="st-button" type="button" data-retry><st-icon name="retry"></st-icon>다시 시도</button>`}
  </st-state>`;
}
