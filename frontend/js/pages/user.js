/** Another person's card: what she shows of herself, and her posts. */
import "../components/avatar.js";
import { ways } from "../components/ways.js";
import { api } from "../lib/api.js";
import { StPage } from "../lib/element.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { setTitle } from "../lib/router.js";

/** @param {any} user */
const card = (user) => html`<section class="st-card face">
    <st-avatar class="is-large" name="${user.nickname}" src="${user.profile_picture}"></st-avatar>
    <div>
      <h2>${user.nickname}</h2>
      ${user.school_name && html`<p class="handle">${user.school_name}${user.grade && ` ${user.grade}학년`}</p>`}
      <p class="about">${user.about_me || "아직 소개가 없어요."}</p>
    </div>
  </section>
  ${ways(
    ["free", "study"].map((board) => ({
      href: `/${board}?${new URLSearchParams({ field: "author", q: user.nickname })}`,
      icon: board === "free" ? "board" : "cap",
      text: board === "free" ? "자유게시판에 쓴 글" : "입시정보에 쓴 글",
    })),
  )}`;

class StUserPage extends StPage {
  connected() {
    this.render(html`<h1 class="visually-hidden">프로필</h1>
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: () => api.get(`/accounts/user/${this.params.id}/`, { signal: this.signal }),
      show: card,
      shown: (user) => setTitle(user.nickname),
      signal: this.signal,
    });
  }
}

customElements.define("st-user-page", StUserPage);
