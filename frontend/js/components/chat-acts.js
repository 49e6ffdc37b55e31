/**
 * What was chosen in a message's menu is done, after a question where it can't be undone.
 *
 *     this.addEventListener("st-chat-menu:choose", ({ detail }) => act(detail.what, detail.message, room));
 */
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { MESSAGES_PATH } from "../lib/chat-room.js";
import { copyText } from "../lib/clipboard.js";
import { confirmDialog } from "./dialog.js";
import { mayDelete } from "./post-questions.js";
import { report } from "./report.js";
import { toast } from "./toast.js";

/** @typedef {import("../lib/chat-log.js").Message} Message */
/** @typedef {Pick<import("../lib/chat-room.js").ChatRoom, "headers" | "erase">} Room */

/** @param {import("./chat-menu.js").What} what @param {Message} message @param {Room} room */
export async function act(what, message, room) {
  try {
    const done = await ACTS[what](message, room, `${MESSAGES_PATH}${message.id}/`);
    if (done) toast(done);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message, "error");
  }
}

/** Each returns what to say when it is done. @type {Record<import("./chat-menu.js").What, (message: Message, room: Room, path: string) => Promise<string | void>>} */
const ACTS = {
  async copy({ message }) {
    return (await copyText(message)) ? "메시지를 복사했어요." : "복사하지 못했어요. 길게 눌러 복사해 주세요.";
  },

  report: (_, { headers }, path) => report(`${path}report/`, { guestHeaders: headers }),

  async delete({ id }, room, path) {
    if (!(await mayDelete("메시지", () => api.delete(path, { headers: room.headers })))) return;
    room.erase(id);
    return "메시지를 지웠어요.";
  },

  "mute-10": (_, __, path) => mute(path, 10, "10분"),
  "mute-60": (_, __, path) => mute(path, 60, "1시간"),
  "mute-1440": (_, __, path) => mute(path, 1440, "하루"),

  async unmute(_, __, path) {
    await api.delete(`${path}mute/`);
    return "다시 말할 수 있게 했어요.";
  },

  async ban({ author }, _, path) {
    const isDone = await confirmDialog({
      title: "내보낼까요?",
      body: `${author.name} 이름으로 말한 사람은 되돌릴 때까지 어느 방에도 들어올 수 없어요.`,
      confirmLabel: "내보내기",
      danger: true,
      work: () => api.put(`${path}ban/`, { json: {} }),
    });
    return isDone ? "내보냈어요." : undefined;
  },

  async unban(_, __, path) {
    await api.delete(`${path}ban/`);
    return "다시 들어올 수 있게 했어요.";
  },
};

/** @param {string} path @param {number} minutes @param {string} words */
async function mute(path, minutes, words) {
  await api.put(`${path}mute/`, { json: { minutes } });
  return `${words} 동안 말을 멈추게 했어요.`;
}
