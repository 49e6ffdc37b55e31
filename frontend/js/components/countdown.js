/**
 * How long something still takes, counted down by seconds; for eyes only, as hearing every second would be too much.
 *
 *     <st-countdown until="1763787600000"></st-countdown>      <!-- 1분 35초 -->
 */
import { StElement } from "../lib/element.js";
import { waitingTime } from "../lib/time.js";

class StCountdown extends StElement {
  connected() {
    this.ariaHidden = "true";
    const until = Number(this.getAttribute("until"));
    const show = () => {
      this.textContent = waitingTime(Math.max(1, Math.ceil((until - Date.now()) / 1000)));
    };
    show();
    const timer = setInterval(show, 1000);
    this.signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  }
}

customElements.define("st-countdown", StCountdown);
