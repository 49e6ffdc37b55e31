/**
 * A kind word, and people to call, for who wrote something that made the server worry. Shown to that person alone.
 *
 *     careCard("client-id", { detail: "많이 힘들었죠.", contacts: [{ name: "자살예방 상담전화", phone: "109" }] })
 *
 * `[data-dismiss]` is the button that closes it, with the id as the value.
 */
import { html } from "../lib/html.js";
import "./icon.js";

/** @param {string} clientId @param {import("../lib/chat-room.js").Care} care */
export const careCard = (clientId, { detail, contacts }) => html`<li class="st-care-card">
  <p class="word"><st-icon name="heart"></st-icon>${detail}</p>
  <div class="contacts">
    ${contacts.map(
      ({ name, phone }) =>
        html`<a class="st-button" href="tel:${phone}"><span>${name}</span><strong>${phone}</strong></a>`,
    )}
  </div>
  <p class="private">이 안내는 나에게만 보여요.</p>
  <button class="st-button is-small is-plain" type="button" data-dismiss="${clientId}">괜찮아요, 닫기</button>
</li>`;
