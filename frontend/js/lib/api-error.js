/**
 * What went wrong with a request, in the contract's form, always with a Korean sentence to show.
 *
 *     error.status      // 0 when no answer came
 *     error.code        // "not_found", … or "offline" | "unreachable" | "timeout" | "unreadable"
 *     error.message     // the sentence
 *     error.errors      // [{ code, detail, attr }], attr is a field's name or null
 *     error.retryAfter  // seconds, or null
 */
const LOCAL = {
  offline: "인터넷이 끊겨 있어요. 연결을 확인해 주세요.",
  unreachable: "서버에 연결하지 못했어요. 잠시 뒤에 다시 시도해 주세요.",
  timeout: "답이 너무 늦어지고 있어요. 다시 시도해 주세요.",
  unreadable: "서버의 답을 읽지 못했어요. 잠시 뒤에 다시 시도해 주세요.",
};

/** Sentences for answers that did not come from our API: a proxy's error page, for instance. */
const BY_STATUS = new Map([
  [401, "로그인이 필요해요."],
  [403, "이 일을 할 권한이 없어요."],
  [404, "찾는 내용이 없어요."],
  [413, "보내려는 내용이 너무 커요."],
  [429, "요청이 너무 잦아요. 잠시 뒤에 다시 시도해 주세요."],
]);
const OTHERWISE = "지금은 처리하지 못했어요. 잠시 뒤에 다시 시도해 주세요.";

/** @typedef {{ code: string, detail: string, attr: string | null }} FieldError */

export class ApiError extends Error {
  /** @param {number} status @param {FieldError[]} errors @param {number | null} [retryAfter] */
  constructor(status, errors, retryAfter = null) {
    super(errors[0].detail);
    this.name = "ApiError";
    this.status = status;
    this.code = errors[0].code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /** @param {keyof LOCAL} code */
  static local(code) {
    return new ApiError(0, [{ code, detail: LOCAL[code], attr: null }]);
  }

  /** @param {number} status @param {string} body @param {string | null} retryAfter */
  static from(status, body, retryAfter) {
    const seconds = Number.parseInt(retryAfter ?? "", 10);
    return new ApiError(status, readErrors(status, body), Number.isNaN(seconds) ? null : seconds);
  }

  /** Whether the network is at fault, not the request. */
  get isOffline() {
    return this.code === "offline" || this.code === "unreachable";
  }
}

/** @param {number} status @param {string} body @returns {FieldError[]} */
function readErrors(status, body) {
  try {
    const { errors } = JSON.parse(body);
    if (
      errors.length > 0 &&
      errors.every((/** @type {FieldError} */ one) => typeof one.detail === "string")
    ) {
      return errors;
    }
  } catch {
    // Not our API's form: told by the status alone.
  }
  return [{ code: `http_${status}`, detail: BY_STATUS.get(status) ?? OTHERWISE, attr: null }];
}
