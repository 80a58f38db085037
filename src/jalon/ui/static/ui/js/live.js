// Keeps a page in step with what others change: told by a stream of events, or else asking from time to time.
import { announce } from "./announce.js";
import { showOnBoard } from "./live-board.js";
import { showOnRecord } from "./live-record.js";

const ASK_EVERY = 10_000; // without a stream
const TRY_AGAIN = 30_000; // to reach the stream
const TOGETHER = 120; // changes within so many milliseconds are asked for at once

export function attach(place) {
  new Live(place);
}

class Live {
  constructor(place) {
    this.place = place;
    this.since = place.dataset.since;
    this.known = new Set();
    this.asking = Promise.resolve();
    document.addEventListener("visibilitychange", () => this.wakeOrSleep());
    window.addEventListener("pagehide", () => this.sleep());
    window.addEventListener("pageshow", (event) => event.persisted && this.wakeOrSleep());
    document.addEventListener("htmx:beforeRequest", ({ detail }) => {
      if (detail.requestConfig.verb !== "get") this.actedAt = Date.now();
    });
    this.wakeOrSleep();
  }

  // A tab that nobody sees keeps no connection; once seen, it catches up.
  wakeOrSleep() {
    if (document.hidden) return this.sleep();
    if (this.source) return;
    this.listen();
    if (this.hasSlept) this.ask();
  }

  sleep() {
    this.hasSlept = true;
    this.source?.close();
    this.source = null;
    clearInterval(this.polling);
    clearTimeout(this.again);
    this.polling = null;
    this.state("asleep");
  }

  listen() {
    clearTimeout(this.again);
    if (!this.place.dataset.events) return this.poll();
    const source = new EventSource(this.place.dataset.events, { withCredentials: true });
    this.source = source;
    source.addEventListener("ready", () => (this.stopPolling(), this.state("listening"), this.ask()));
    source.addEventListener("changed", () => this.askSoon());
    source.addEventListener("gone", () => (source.close(), this.poll()));
    source.addEventListener("error", () => this.poll());
  }

  // The stream is away: ask, and look for it again even when the browser has given up.
  poll() {
    this.state("polling");
    this.polling ??= setInterval(() => this.ask(), ASK_EVERY);
    clearTimeout(this.again);
    this.again = setTimeout(() => {
      if (this.source?.readyState !== EventSource.CLOSED) return;
      this.listen();
    }, TRY_AGAIN);
  }

  stopPolling() {
    clearInterval(this.polling);
    clearTimeout(this.again);
    this.polling = null;
  }

  state(name) {
    this.place.dataset.live = name;
  }

  askSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.ask(), TOGETHER);
  }

  ask() {
    this.asking = this.asking.then(() => this.look()).catch(() => {});
    return this.asking;
  }

  async look() {
    const url = `${this.place.dataset.news}?since=${encodeURIComponent(this.since)}`;
    const response = await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!response.ok) return;
    const { until, news, more } = await response.json();
    const fresh = news.filter(({ event }) => !this.known.has(event));
    this.known = new Set(news.map(({ event }) => event));
    this.since = until;
    if (fresh.length || more) await this.show(fresh, more);
  }

  async show(news, more) {
    const own = Date.now() - (this.actedAt ?? 0) < ASK_EVERY;
    const board = document.getElementById("board");
    const record = document.getElementById("record");
    const shown = board ? await showOnBoard(board, news, more, this.place.dataset) : [];
    if (record) await showOnRecord(record, news.filter((one) => !(one.mine && own)), more, this.place.dataset);
    this.say(shown);
  }

  say(shown) {
    const { sayDone, saySeveral, sayAnonymous } = this.place.dataset;
    const [first] = shown;
    if (shown.length > 1) announce(saySeveral, { count: String(shown.length) });
    else if (first?.did) announce(sayDone, { ...first, who: first.who || sayAnonymous });
  }
}
