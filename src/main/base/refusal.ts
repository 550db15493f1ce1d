/**
 * Why the core does not start, in one sentence for the person who started it, and the exit status that says so:
 * 2 where what was asked for cannot be done, 1 where it failed.
 */
export class Refusal extends Error {
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "Refusal";
    this.exitCode = exitCode;
  }
}
