/**
 * Back from Google or Kakao, with what came of it behind the "#": `code=` (exchanged for a login), `linked=` or `error=`.
 * A reload, or a second visit with a used code, goes on as if nothing had been: the first one did the work.
 */
import "../components/icon.js";
import { errorState, loadingState } from "../components/state.js";
import { toast } from "../components/toast.js";
import { ApiError } from "../lib/api-error.js";
import { StPage } from "../lib/element.js";
import { html } from "../lib/html.js";
import { navigate, takeFragment } from "../lib/router.js";
import { session } from "../lib/session.js";
import { providerName, takeUp } from "../lib/social.js";
import { mayReturn } from "./restore.js";

const TOKEN_PATH = "/accounts/social/token/";
const LOGIN = { href: "/login", words: "로그인으로 가기" };
const PROFILE = { href: "/profile/account", words: "계정과 보안으로 가기" };

/** @typedef {{ heading: string, text: string, ways: { href: string, words: string }[] }} Trouble */

/** @type {Trouble} */
const FAILED = {
  heading: "로그인을 마치지 못했어요",
  text: "처음부터 다시 해 보세요. 계속 안 되면 아이디로 로그인하거나 문의해 주세요.",
  ways: [LOGIN, { href: "/help", words: "문의하기" }],
};

/** @type {Map<string, Trouble>} */
const TROUBLES = new Map([
  [
    "email_in_use",
    {
      heading: "이미 가입한 이메일이에요",
      text: "같은 이메일을 쓰는 스쿨톡스 회원이 있어요. 아이디로 로그인한 다음 프로필에서 연결하면, 다음부터는 바로 들어올 수 있어요.",
      ways: [LOGIN, { href: "/password-reset", words: "비밀번호를 잊었어요" }],
    },
  ],
  [
    "suspended",
    {
      heading: "정지된 계정이에요",
      text: "지금은 로그인할 수 없어요. 왜 정지됐는지 궁금하거나, 내 정보를 내려받거나 탈퇴하고 싶으면 문의해 주세요.",
      ways: [{ href: "/help", words: "문의하기" }],
    },
  ],
  [
    "already_linked",
    {
      heading: "다른 회원과 연결된 계정이에요",
      text: "그 회원의 프로필에서 먼저 연결을 끊거나, 다른 계정을 골라 주세요.",
      ways: [PROFILE],
    },
  ],
  [
    "link_expired",
    {
      heading: "시간이 지나 연결하지 못했어요",
      text: "프로필에서 다시 연결해 주세요. 잠깐이면 돼요.",
      ways: [PROFILE],
    },
  ],
]);

class StSocialPage extends StPage {
  #next = "";

  connected() {
    const told = new URLSearchParams(takeFragment());
    const { verifier, next } = takeUp();
    const code = told.get("code");
    const error = told.get("error");
    this.#next = next ?? "/";
    if (told.has("linked")) this.#linked(told.get("linked"));
    else if (error === "cancelled") this.#goBack();
    else if (error) this.#tell(TROUBLES.get(error) ?? FAILED);
    else if (code && verifier) this.ready = this.#enter({ code, verifier });
    else if (session.isLoggedIn) this.ready = this.#goOn();
    else this.#tell(FAILED);
  }

  /** @param {{ code: string, verifier: string, restore?: boolean }} ticket */
  async #enter(ticket) {
    this.render(
      html`<section class="entrance"><h1>로그인하고 있어요</h1>${loadingState({ rows: 2 })}</section>`,
    );
    try {
      await session.enter(TOKEN_PATH, ticket);
      await this.#goOn();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === "withdrawal_pending") await this.#offerReturn(error, ticket);
      else if (error.status !== 401) this.#offerRetry(error, ticket);
      else if (session.isLoggedIn) await this.#goOn();
      else this.#tell(FAILED);
    }
  }

  /** @param {ApiError} pending @param {{ code: string, verifier: string }} ticket */
  async #offerReturn(pending, ticket) {
    const isBack = await mayReturn(pending, () => session.enter(TOKEN_PATH, { ...ticket, restore: true }));
    await (isBack ? this.#goOn() : this.#goBack());
  }

  /** @param {ApiError} error @param {{ code: string, verifier: string }} ticket */
  #offerRetry(error, ticket) {
    this.render(html`<section class="entrance"><h1>로그인하지 못했어요</h1>${errorState(error)}</section>`);
    const retry = () => this.#enter(ticket);
    this.find("st-state").addEventListener("st-state:retry", retry, { once: true, signal: this.signal });
  }

  /** @param {string | null} provider */
  #linked(provider) {
    toast(`${providerName(provider)} 계정을 연결했어요.`.trim());
    navigate(this.#next === "/" ? PROFILE.href : this.#next, { replace: true });
  }

  async #goOn() {
    const next = this.#next;
    const user = await session.profile().catch(() => null); // The next page asks again, and tells.
    if (this.signal.aborted) return;
    return navigate(user?.is_complete === false ? `/welcome?${new URLSearchParams({ next })}` : next, {
      replace: true,
    });
  }

  /** Whoever changed her mind is where she was. */
  #goBack() {
    const next = this.#next;
    return navigate(session.isLoggedIn ? next : `/login?${new URLSearchParams({ next })}`, { replace: true });
  }

  /** @param {Trouble} trouble */
  #tell({ heading, text, ways }) {
    const next = this.#next;
    this.render(html`<section class="entrance passage">
      <span class="mark is-sad"><st-icon name="alert"></st-icon></span>
      <h1>${heading}</h1>
      <p class="lead">${text}</p>
      ${ways.map(
        ({ href, words }, index) =>
          html`<a class="st-button ${index ? "is-plain" : "is-primary"} is-block" href="${href === LOGIN.href ? `${href}?${new URLSearchParams({ next })}` : href}">${words}</a>`,
      )}
    </section>`);
  }
}

customElements.define("st-social-page", StSocialPage);
