/** What is here of oneself: to be taken along, hidden or deleted. */
import { confirmDialog } from "../components/dialog.js";
import { proof } from "../components/proof.js";
import { toast } from "../components/toast.js";
import { wayBack } from "../components/way-back.js";
import { ways } from "../components/ways.js";
import { api } from "../lib/api.js";
import { EXPORT_TIMEOUT_MS, saveExport } from "../lib/download.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { session } from "../lib/session.js";

/** @typedef {"hide" | "show" | "delete"} Action */

const ACTIONS = {
  hide: {
    title: "글과 댓글을 모두 숨길까요?",
    body: "자유게시판과 입시정보에 쓴 글과 댓글이 나에게만 보여요. 언제든 다시 보이게 할 수 있어요.",
    label: "모두 숨기기",
    done: "숨겼어요",
    none: "숨길 글이나 댓글이 없어요.",
  },
  show: {
    title: "숨긴 글과 댓글을 다시 보일까요?",
    body: "숨겨 둔 글과 댓글이 모두 다시 보여요.",
    label: "다시 보이기",
    done: "다시 보이게 했어요",
    none: "숨겨 둔 글이나 댓글이 없어요.",
  },
  delete: {
    title: "글과 댓글을 모두 지울까요?",
    body: "자유게시판과 입시정보에 쓴 글과 댓글이 모두 지워져요. 내 글에 달린 다른 사람의 댓글도 함께 지워지고, 되돌릴 수 없어요.",
    label: "모두 지우기",
    done: "지웠어요",
    none: "지울 글이나 댓글이 없어요.",
  },
};

const content = html`<section class="st-card">
    <form class="stack" novalidate>
      <div>
        <h2>내 정보 내려받기</h2>
        <p class="about">프로필, 글과 댓글, 좋아요, 문의, AI 튜터와 나눈 이야기, 올린 사진까지 ZIP 파일 하나로 받아요. 숨긴 글도 들어 있어요.</p>
      </div>
      <p class="st-form-error" role="alert" hidden></p>
      <p><button class="st-button"><st-icon name="arrow-down"></st-icon>내려받기</button></p>
    </form>
  </section>
  <section class="st-card stack">
    <div>
      <h2>내 글과 댓글 정리</h2>
      <p class="about">두 게시판에 쓴 것을 한 번에 정리해요. 숨긴 글은 나만 볼 수 있고, 댓글 수에서도 빠져요.</p>
    </div>
    <p class="buttons">
      <button class="st-button" type="button" data-action="hide">모두 숨기기</button>
      <button class="st-button" type="button" data-action="show">다시 보이기</button>
      <button class="st-button" type="button" data-action="delete"><st-icon name="trash"></st-icon>모두 지우기</button>
    </p>
  </section>
  ${ways([{ href: "/profile/leave", icon: "logout", text: "회원 탈퇴", note: "7일 안에는 되돌릴 수 있어요" }])}`;

class StProfileDataPage extends StPage {
  connected() {
    this.render(html`${wayBack("/profile", "내 프로필")}
      <h1>내 정보 관리</h1>
      <div class="content">${content}</div>`);
    onSubmit(this.find("form"), () => this.#takeAlong(), this.signal);
    this.on("click", "[data-action]", (_, { dataset }) => tidyUp(dataset.action));
  }

  async #takeAlong() {
    const { signal } = this;
    saveExport(await api.get("/accounts/export/", { asFile: true, timeout: EXPORT_TIMEOUT_MS, signal }));
    toast("내 정보를 내려받았어요.");
  }
}

/** @param {Action} action */
async function tidyUp(action) {
  const { title, body, label, done, none } = ACTIONS[action];
  const user = /** @type {import("../lib/session.js").Profile} */ (await session.profile());
  let changed = { posts: 0, comments: 0 };
  const isDone = await confirmDialog({
    title,
    body: html`<p>${body}</p>${action === "delete" && proof(user)}`,
    confirmLabel: label,
    danger: action === "delete",
    work: async (form) => {
      changed = await api.post("/accounts/erase/", { json: { action, ...readForm(form) } });
    },
  });
  if (isDone) toast(changed.posts + changed.comments > 0 ? `${count(changed)} ${done}.` : none);
}

/** @param {{ posts: number, comments: number }} changed */
function count({ posts, comments }) {
  const parts = [
    posts && `글 ${posts.toLocaleString("ko-KR")}개`,
    comments && `댓글 ${comments.toLocaleString("ko-KR")}개`,
  ];
  return `${parts.filter(Boolean).join("와 ")}를`;
}

customElements.define("st-profile-data-page", StProfileDataPage);
