/**
 * Which notifications are shown, as the address says it.
 *
 *     const state = readNotifications(this.query);          // ?unread=true&cursor=…
 *     notificationsHref({ isUnread: true });                // /notifications?unread=true
 *     api.get(NOTIFICATIONS_PATH, { query: apiQuery(state) });
 *
 * @typedef {object} NotificationsState
 * @property {boolean} isUnread  only those
 * @property {string} cursor  opaque, from the API; empty for the first page
 */
const PAGE_SIZE = 30;

/** @param {URLSearchParams} query @returns {NotificationsState} */
export const readNotifications = (query) => ({
  isUnread: query.get("unread") === "true",
  cursor: query.get("cursor") ?? "",
});

/** @param {Partial<NotificationsState>} state */
export function notificationsHref({ isUnread = false, cursor = "" }) {
  const query = new URLSearchParams({ ...(isUnread && { unread: "true" }), ...(cursor && { cursor }) });
  return query.size ? `/notifications?${query}` : "/notifications";
}

/** @param {NotificationsState} state */
export const apiQuery = ({ isUnread, cursor }) => ({
  unread: isUnread || null,
  cursor,
  page_size: PAGE_SIZE,
});
