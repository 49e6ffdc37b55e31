import { StPage } from "../lib/element.js";
import { html } from "../lib/html.js";
import "../components/icon.js";

class StNotFoundPage extends StPage {
  connected() {
    this.render(html`<section class="lost">
      <p class="number" aria-hidden="true">404</p>
      <h1>여기에는 아무것도 없어요</h1>
      <p>주소가 바뀌었거나 글이 지워졌을 수 있어요. 찾던 이야기는 아마 아래 어딘가에 있을 거예요.</p>
      <p class="actions">
        <a class="st-button is-primary" href="/"><st-icon name="home"></st-icon>홈으로</a>
        <a class="st-button" href="/free">자유게시판</a>
        <a class="st-button" href="/study">입시정보</a>
      </p>
    </section>`);
  }
}

customElements.define("st-not-found-page", StNotFoundPage);
