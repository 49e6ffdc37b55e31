/**
 * To the clipboard; says whether it worked, for it is there in secure pages only and may be refused.
 *
 *     toast((await copyText(link)) ? "복사했어요." : "복사하지 못했어요. 길게 눌러 복사해 주세요.");
 *
 * @param {string} text @returns {Promise<boolean>}
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
