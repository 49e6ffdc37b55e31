/**
 * What is asked before something written changes or goes, of posts and comments alike.
 *
 *     if (!(await mayEdit())) return;
 *     if (await mayDelete("댓글", () => api.delete(path))) this.emit("st-comment:deleted");
 */
import { withParticle } from "../lib/korean.js";
import { confirmDialog } from "./dialog.js";

export const mayEdit = () =>
  confirmDialog({
    title: "이대로 고칠까요?",
    body: "고친 내용이 모두에게 바로 보여요.",
    confirmLabel: "고치기",
  });

export const mayDiscard = () =>
  confirmDialog({
    title: "변경 사항을 버릴까요?",
    body: "지금까지 고친 내용은 남지 않아요.",
    confirmLabel: "버리기",
    danger: true,
  });

/** @param {string} what @param {() => Promise<unknown>} work */
export const mayDelete = (what, work) =>
  confirmDialog({
    title: `${withParticle(what, "을", "를")} 지울까요?`,
    body: `지운 ${withParticle(what, "은", "는")} 되돌릴 수 없어요.`,
    confirmLabel: "지우기",
    danger: true,
    work,
  });
