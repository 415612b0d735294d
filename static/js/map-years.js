// The years: a slider for hand and keys over the bars, and a button that plays them until the last, or until stopped.

const PACE = 1400;

export class Years {
  constructor(line, show) {
    this.line = line;
    this.show = show;
    this.slider = line.querySelector('[data-slider]');
    this.button = line.querySelector('[data-play]');
    this.slider.hidden = false;
    this.button.hidden = false;
    this.nav = line.querySelector('[data-years]');
    this.nav.classList.add('with-slider');
    this.names = {play: this.button.getAttribute('aria-label'), stop: this.button.dataset.stop};
    this.slider.addEventListener('input', () => this.moved());
    this.button.addEventListener('click', () => (this.timer ? this.stop() : this.play()));
    document.addEventListener('keydown', event => event.key === 'Escape' && this.stop());
    this.arrived();
  }

  get links() {
    return [...this.line.querySelectorAll('[data-year]')];
  }

  get at() {
    return this.links.findIndex(link => link.hasAttribute('aria-current'));
  }

  get next() {
    return this.links[this.at + 1]?.href;
  }

  // The slider stands where the page says; its links are for the pointer now, the slider is for keys.
  arrived() {
    const links = this.links;
    this.nav.style.setProperty('--count', links.length);
    this.slider.max = links.length - 1;
    this.slider.value = this.at;
    this.slider.setAttribute('aria-valuetext', links[this.at].dataset.year);
    this.slider.disabled = links.length < 2;
    this.button.disabled = links.length < 2;
    for (const link of links) link.tabIndex = -1;
    if (this.timer) this.later();
  }

  moved() {
    this.stop();
    const link = this.links[this.slider.value];
    this.slider.setAttribute('aria-valuetext', link.dataset.year);
    this.show(link.href);
  }

  play() {
    this.timer = true;
    this.button.setAttribute('aria-pressed', 'true');
    this.button.setAttribute('aria-label', this.names.stop);
    this.show(this.next || this.links[0].href);
  }

  later() {
    clearTimeout(this.timer);
    if (this.next) this.timer = setTimeout(() => this.show(this.next), PACE);
    else this.stop();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.button.removeAttribute('aria-pressed');
    this.button.setAttribute('aria-label', this.names.play);
  }
}
