/**
 * Imported before everything else of the command: lets V8 compile later.
 *
 * Most commands end within a second, and code that it optimizes after its usual budget of executed bytecode is then thrown away:
 * with four times that budget `check` of 10 to 1,000 components takes a fifth less time, while long runs reach their optimized
 * loops some milliseconds later. The flag exists in V8 9 to 13; unknown ones would be reported on the terminal.
 */
import { setFlagsFromString } from 'node:v8';

if (Number.parseInt(process.versions.v8, 10) <= 13) setFlagsFromString('--interrupt-budget=500000');
