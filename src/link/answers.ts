import { NONE } from './targets.ts';
import type { Target } from './targets.ts';

/** Questions within questions: a chain of a thousand re-exports must not exhaust the stack. */
const NESTING = 300;

/** An answer as it is remembered. */
export type Answer = readonly Target[] | Provisional;

/** Rests on what is not known yet, and holds until more is. */
class Provisional {
  readonly targets: readonly Target[];
  readonly round: number;
  constructor(targets: readonly Target[], round: number) {
    this.targets = targets;
    this.round = round;
  }
}

/** Stands where an answer is being looked for. */
const ASKED = new Provisional(NONE, -1);

/**
 * Answers each question once. Within a cycle the inner question is answered with nothing, and that stays: asking again and again
 * until nothing changes would take exponential time, and what a cycle adds is what was found on the way in.
 */
export class Answers {
  #round = 0;
  #doubts = 0;
  #nesting = 0;

  get doubts(): number {
    return this.#doubts;
  }

  /** Whatever is being answered rests on something that may be known later. */
  doubt(): void {
    this.#doubts++;
  }

  /** More is known: answers that rested on its absence are looked for again. */
  renew(): void {
    this.#round++;
  }

  /** What was remembered, if it still holds. */
  recall(answer: Answer | undefined): readonly Target[] | undefined {
    if (!(answer instanceof Provisional)) return answer;
    if (answer !== ASKED && answer.round !== this.#round) return undefined;
    this.#doubts++;
    return answer.targets;
  }

  find(remember: (answer: Answer) => void, look: () => readonly Target[]): readonly Target[] {
    if (this.#nesting > NESTING) {
      this.#doubts++;
      return NONE;
    }
    const before = this.#doubts;
    this.#nesting++;
    remember(ASKED);
    const found = look();
    this.#nesting--;
    remember(this.#doubts === before ? found : new Provisional(found, this.#round));
    return found;
  }
}
