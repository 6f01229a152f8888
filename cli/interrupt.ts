/** Notes Ctrl-C from now on, instead of ending the process, and says so once; a second one ends it. */
export function listen(interrupted: () => void = () => {}): { isInterrupted(): boolean; stop(): void } {
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
    interrupted();
  };
  process.once('SIGINT', interrupt);
  return { isInterrupted: () => isInterrupted, stop: () => process.off('SIGINT', interrupt) };
}
