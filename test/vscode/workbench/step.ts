import type { Window } from './window.js';

/** One thing that a person does in the workbench; `folder` is the open one, `home` has the profile of the VS Code. */
export interface Step {
  readonly title: string;
  run(window: Window, folder: string, home: string): Promise<void>;
}
