/** Where output goes: how wide it is, and whether it is coloured. */
import picocolors from 'picocolors';

/** Colours of output; without colour each function returns its text. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** What a renderer needs to know of the terminal. */
export interface Terminal {
  /** Cells in one line. */
  readonly width: number;
  readonly colors: Colors;
}

/** Widest line that is still read with ease. */
const comfortable = 110;
/** Width when the output is not a terminal. */
const usual = 80;

/** What the user asked for: `--color`, `--no-color`, or neither. */
export type ColorChoice = boolean | undefined;

/** The terminal behind a stream, or a plain one of 80 columns where there is none. `COLUMNS` outranks both. */
export function terminalOf(stream: NodeJS.WriteStream, choice: ColorChoice, environment: NodeJS.ProcessEnv): Terminal {
  const told = Number(environment.COLUMNS);
  const width = Number.isInteger(told) && told > 0 ? told : stream.isTTY ? stream.columns || usual : usual;
  return {
    width: Math.min(comfortable, Math.max(20, width)),
    colors: picocolors.createColors(wantsColors(stream, choice, environment)),
  };
}

/** The options win, then NO_COLOR and FORCE_COLOR, then whether somebody watches. */
function wantsColors(stream: NodeJS.WriteStream, choice: ColorChoice, environment: NodeJS.ProcessEnv): boolean {
  if (choice !== undefined) return choice;
  if ((environment.NO_COLOR ?? '') !== '') return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && environment.TERM !== 'dumb';
}
