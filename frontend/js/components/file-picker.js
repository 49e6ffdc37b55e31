/**
 * Chooses files for a post: by the device's dialog, by its camera, dropped or pasted anywhere in the form.
 *
 *     <st-file-picker></st-file-picker>                                 // of a new post
 *     await api.post("/post/", picker.bodyWith({ title, content }));    // post and files together, or nothing
 *     picker.showRefusal(error);                                        // beside the files that it names
 *
 *     <st-file-picker path="/post/3/attachment/"></st-file-picker>      // of a post that is there: each at once
 *     picker.attachments = post.attachments;
 *
 * Emits `st-file-picker:waiting` with the names of the files that are nowhere but here, whenever they are others.
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { ACCEPT, isPicture, MAX_FILES, partsSent, refusalOf } from "../lib/attachments.js";
import { StElement } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { onIncomingFiles } from "../lib/incoming-files.js";
import { newUuid } from "../lib/uuid.js";
import { fileTile } from "./file-tile.js";
import "./icon.js";
import { mayDelete } from "./post-questions.js";
import { toast } from "./toast.js";

/** @typedef {import("./file-tile.js").Tile} Tile */

let lastKey = 0;

export class StFilePicker extends StElement {
  /** @type {Tile[]} */
  #tiles = [];
  /** One behind the other: they keep their order, and a slow line is not shared. @type {Promise<unknown>} */
  #queue = Promise.resolve();
  /** @type {string[]} */
  #waiting = [];

  connected() {
    const ways = this.#path ? "올리고 빼면 글에 바로 반영돼요." : "끌어다 놓거나 붙여 넣어도 돼요.";
    this.render(html`<p class="label" id="files-label">사진과 파일 <span class="count"></span></p>
      <div class="ways" role="group" aria-labelledby="files-label" aria-describedby="files-help">
        <label class="st-button is-small">
          <input class="visually-hidden" type="file" multiple accept="${ACCEPT}" />
          <st-icon name="clip"></st-icon>파일 고르기
        </label>
        <label class="st-button is-small camera">
          <input class="visually-hidden" type="file" accept="image/jpeg" capture="environment" />
          <st-icon name="camera"></st-icon>사진 찍기
        </label>
      </div>
      <ul aria-labelledby="files-label"></ul>
      <div class="refused" role="alert" hidden></div>
      <p class="help" id="files-help">
        ${MAX_FILES}개까지, 하나에 10MB까지예요. ${ways}
        사진에 숨은 위치 정보는 지워지지만, 파일 이름과 문서에 적힌 작성자는 그대로 남아요.
      </p>`);
    this.#show();
    this.on("change", "[type=file]", (_, input) => {
      this.#take([...input.files]);
      input.value = ""; // The same file may be chosen again after it was taken out.
    });
    this.on("click", "[data-remove]", (_, button) => this.#remove(this.#tileOf(button)));
    this.on("click", "[data-retry]", (_, button) => this.#upload(this.#tileOf(button)));
    this.on("click", "[data-forward]", (_, button) => this.#moveForward(this.#tileOf(button)));
    this.on("input", "[data-alt]", (_, input) => Object.assign(this.#tileOf(input), { alt: input.value }));
    this.on("change", "[data-alt]", (_, input) => this.#describe(this.#tileOf(input)));
    this.on("keydown", "[data-alt]", (event) => {
      if (event.key === "Enter") event.preventDefault(); // It is no reason to send the form.
    });
    // What is called a picture may be none; errors of images don't bubble.
    this.addEventListener("error", ({ target }) => this.#hidePreview(target), {
      capture: true,
      signal: this.signal,
    });
    const take = (/** @type {File[]} */ files) => this.#take(files);
    const over = (/** @type {boolean} */ isOver) => this.classList.toggle("is-over", isOver);
    onIncomingFiles(this.#form, { take, over }, this.signal);
    this.signal.addEventListener("abort", () => this.#tiles.forEach(forgetPreview));
  }

  get #path() {
    return this.getAttribute("path");
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.closest("form"));
  }

  /** @param {import("../lib/attachments.js").Attachment[]} attachments */
  set attachments(attachments) {
    this.#tiles = attachments.map((attachment) => stored({ key: ++lastKey, ...nothing }, attachment));
    this.#show();
  }

  get waiting() {
    return this.#waiting;
  }

  /** The same as long as the same would be sent: what the key of an attempt is made of. */
  get signature() {
    return this.#tiles.map(({ idempotencyKey, alt }) => `${idempotencyKey} ${alt.trim()}`).join("\n");
  }

  /**
   * The options of a request that creates the post: JSON, or a form where there are files. What is nested goes into a form
   * as JSON text.
   * @param {Record<string, unknown>} values
   */
  bodyWith(values) {
    const tiles = [...this.#tiles];
    if (tiles.length === 0) return { json: values };
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.append(name, asText(value));
    for (const tile of tiles) {
      form.append("files", /** @type {File} */ (tile.file), tile.name);
      form.append("file_alts", tile.alt.trim());
      Object.assign(tile, { isSending: true, error: "" });
    }
    this.#show();
    const sizes = tiles.map(({ size }) => size);
    const onProgress = (/** @type {number} */ sent, /** @type {number} */ total) => {
      for (const [place, part] of partsSent(sizes, sent, total).entries()) this.#progress(tiles[place], part);
    };
    return { form, onProgress };
  }

  /** Sending came to an end without a post: every file is still here. @param {unknown} error */
  showRefusal(error) {
    for (const tile of this.#tiles) tile.isSending = false;
    for (const { attr, detail } of error instanceof ApiError ? error.errors : []) {
      const place = /^files\.(\d+)$/.exec(attr ?? "")?.[1];
      if (place) Object.assign(this.#tiles[Number(place)] ?? {}, { error: detail });
    }
    this.#show();
  }

  /** @param {File[]} files */
  #take(files) {
    if (this.#isLocked) return;
    const reasons = files.map((file) => this.#refusal(file) || this.#add(file));
    this.#show();
    const refused = this.find(".refused");
    render(refused, html`${reasons.filter(Boolean).map((reason) => html`<p>${reason}</p>`)}`);
    refused.hidden = refused.childElementCount === 0;
  }

  /** @param {File} file */
  #refusal(file) {
    return this.#tiles.length < MAX_FILES ? refusalOf(file) : `${file.name}: 파일은 ${MAX_FILES}개까지예요.`;
  }

  /** @param {File} file */
  #add(file) {
    const { name, size } = file;
    const preview = isPicture(file) ? URL.createObjectURL(file) : "";
    /** @type {Tile} */
    const tile = { key: ++lastKey, ...nothing, name, size, preview, file, idempotencyKey: newUuid() };
    this.#tiles.push(tile);
    if (this.#path) this.#upload(tile);
  }

  /** @param {Tile} tile */
  #upload(tile) {
    tile.upload = new AbortController();
    Object.assign(tile, { isSending: true, error: "" });
    this.#show();
    this.#queue = this.#queue.then(() => this.#send(tile));
  }

  /** @param {Tile} tile */
  async #send(tile) {
    const form = new FormData();
    form.append("file", /** @type {File} */ (tile.file), tile.name);
    form.append("alt", tile.alt.trim());
    try {
      const attachment = await api.post(this.#path ?? "", {
        form,
        headers: { "Idempotency-Key": tile.idempotencyKey ?? "" },
        onProgress: (sent, total) => this.#progress(tile, sent / total),
        signal: AbortSignal.any([this.signal, /** @type {AbortController} */ (tile.upload).signal]),
      });
      const sent = attachment.alt;
      forgetPreview(tile);
      const typed = tile.alt;
      stored(tile, attachment);
      if (typed.trim() !== sent) this.#describe(Object.assign(tile, { alt: typed }));
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof ApiError)) throw error;
      tile.error = error.message;
    } finally {
      tile.isSending = false;
      if (!this.signal.aborted) this.#show();
    }
  }

  /** @param {Tile} tile */
  async #remove(tile) {
    const { attachment } = tile;
    tile.upload?.abort();
    if (attachment && !(await mayDelete("이 파일", () => api.delete(`${this.#path}${attachment.id}/`))))
      return;
    forgetPreview(tile);
    this.#tiles = this.#tiles.filter((other) => other !== tile);
    this.#show();
  }

  /** @param {EventTarget | null} image */
  #hidePreview(image) {
    if (!(image instanceof HTMLImageElement)) return;
    const tile = this.#tileOf(image);
    forgetPreview(tile);
    tile.preview = "";
    this.#show();
  }

  /** @param {Tile} tile */
  async #moveForward(tile) {
    const place = this.#tiles.indexOf(tile) - 1;
    if (tile.attachment && !(await this.#change(tile, { position: place }))) return;
    this.#tiles.splice(place, 0, ...this.#tiles.splice(place + 1, 1));
    this.#show();
  }

  /** @param {Tile} tile */
  async #describe(tile) {
    if (tile.attachment && (await this.#change(tile, { alt: tile.alt.trim() })))
      toast("사진 설명을 저장했어요.");
  }

  /** @param {Tile} tile @param {object} change @returns {Promise<boolean>} whether it was accepted */
  async #change({ attachment }, change) {
    try {
      await api.patch(`${this.#path}${attachment?.id}/`, { json: change });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, "error");
      return false;
    }
  }

  /** A new post is on its way, with its files. */
  get #isLocked() {
    return !this.#path && this.#tiles.some(({ isSending }) => isSending);
  }

  /** @param {Element} within @returns {Tile} */
  #tileOf(within) {
    const key = Number(/** @type {HTMLElement} */ (within.closest(".st-file-tile")).dataset.key);
    return /** @type {Tile} */ (this.#tiles.find((tile) => tile.key === key));
  }

  /** @param {Tile} tile @param {number} part */
  #progress({ key }, part) {
    const bar = this.querySelector(`[data-key="${key}"] progress`);
    if (bar instanceof HTMLProgressElement) bar.value = part;
  }

  #tellWaiting() {
    const waiting = this.#tiles.filter(({ attachment }) => !attachment).map(({ name }) => name);
    if (areSame(waiting, this.#waiting)) return;
    this.#waiting = waiting;
    this.emit("st-file-picker:waiting", waiting);
  }

  #show() {
    const list = this.find("ul");
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    const key = focused?.closest("li")?.dataset.key;
    const role = focused?.getAttributeNames().find((name) => name.startsWith("data-"));
    const options = { isLocked: this.#isLocked, canRetry: this.#path !== null };
    render(
      list,
      html`${this.#tiles.map((tile, place) => fileTile(tile, { isFirst: place === 0, ...options }))}`,
    );
    list.hidden = this.#tiles.length === 0;
    this.find(".count").textContent = `${this.#tiles.length}/${MAX_FILES}`;
    this.#tellWaiting();
    if (!focused) return;
    const same = list.querySelector(`[data-key="${key}"] [${role}]`);
    (same ?? list.querySelector("[data-remove]") ?? this.find("[type=file]")).focus();
  }
}

/** @param {string[]} some @param {string[]} others */
const areSame = (some, others) =>
  some.length === others.length && some.every((name, place) => name === others[place]);

/** @param {unknown} value */
const asText = (value) => (typeof value === "string" ? value : JSON.stringify(value));

const nothing = { name: "", size: 0, alt: "", preview: "", error: "", isSending: false };

/** @param {Tile} tile @param {import("../lib/attachments.js").Attachment} attachment */
function stored(tile, attachment) {
  const { name, size, alt, thumbnail } = attachment;
  return Object.assign(tile, { name, size, alt, preview: thumbnail ?? "", attachment, file: undefined });
}

/** @param {Tile} tile */
function forgetPreview({ preview }) {
  if (preview.startsWith("blob:")) URL.revokeObjectURL(preview);
}

customElements.define("st-file-picker", StFilePicker);
