/** One line for the person at the terminal, on standard error so that what programs print stays clean. */
export function say(line) {
  process.stderr.write(`dinding: ${line}\n`);
}
