/**
 * The end of the top bar: login for guests; for the person logged in a picture that opens a menu with profile and logout.
 *
 *     <st-account-menu></st-account-menu>
 */
import { forgetAllDrafts } from "../lib/drafts.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { forgetAllSearches } from "../lib/recent-searches.js";
import { askToLogIn, navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import "./avatar.js";
import "./icon.js";
import "./theme-toggle.js";
import { toast } from "./toast.js";

/** @param {string} href @param {string} icon @param {string} text */
const item = (href, icon, text) =>
  html`<li><a href="${href}"><st-icon name="${icon}"></st-icon>${text}</a></li>`;

class StAccountMenu extends StElement {
  connected() {
    this.#show();
    session.addEventListener("change", () => this.#show(), { signal: this.signal });
    this.on("click", "[data-login]", (event) => {
      event.preventDefault();
      askToLogIn();
    });
    this.on("click", "[data-logout]", () => this.#logOut());
    this.on("click", ".menu a, .menu button", () => this.find(".menu").hidePopover());
  }

  async #show() {
    const shown = session.user;
    this.#draw(shown);
    // The menu works while the picture is on its way, and without it.
    const user = await session.profile().catch(() => null);
    if (user !== shown && !this.signal.aborted) this.#draw(user);
  }

  /** @param {import("../lib/session.js").Profile | null} user */
  #draw(user) {
    // The profile may come while somebody chooses already.
    const isOpen = session.isLoggedIn && this.querySelector(".menu")?.matches(":popover-open");
    this.render(html`${session.isLoggedIn ? this.#face(user) : this.#entrance()}
      <div class="menu" id="account-menu" popover>
        ${user && html`<p class="who"><strong>${user.nickname || "아직 닉네임이 없어요"}</strong><span>@${user.username}</span></p>`}
        <ul>
          ${session.isLoggedIn ? this.#ownItems() : item("/signup", "user", "회원가입")}
          ${item("/help", "help", "문의와 도움말")}
        </ul>
        <st-theme-toggle></st-theme-toggle>
        ${session.isLoggedIn && html`<button type="button" data-logout><st-icon name="logout"></st-icon>로그아웃</button>`}
      </div>`);
    if (isOpen) /** @type {HTMLElement} */ (this.find(".menu")).showPopover();
  }

  #entrance() {
    return html`<a class="st-button is-small is-primary" href="/login" data-login>로그인</a>
      <button class="st-icon-button" type="button" popovertarget="account-menu" aria-label="더 보기">
        <st-icon name="more"></st-icon>
      </button>`;
  }

  /** @param {import("../lib/session.js").Profile | null} user */
  #face(user) {
    return html`<button class="face" type="button" popovertarget="account-menu" aria-label="내 메뉴">
      <st-avatar name="${user?.nickname ?? ""}" src="${user?.profile_picture}"></st-avatar>
    </button>`;
  }

  #ownItems() {
    return html`${item("/profile", "user", "내 프로필")} ${item("/shelf", "bookmark", "내 서랍")}
      ${item("/notifications/settings", "bell", "알림 설정")}`;
  }

  async #logOut() {
    navigate("/"); // First: a page that needs a login would lead there.
    forgetAllDrafts();
    forgetAllSearches();
    await session.logout();
    toast("로그아웃했어요. 또 만나요!");
  }
}

customElements.define("st-account-menu", StAccountMenu);
