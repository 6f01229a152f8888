/**
 * Properties draw the same cases on every run, so that a failure is a change of ours; `FAST_CHECK_SEED=N` draws others.
 * Loaded before every test file (see .mocharc.json).
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_122) });
