/** Notes Ctrl-C from now on, instead of ending the process; a second one ends it. */
export function listen(): { isInterrupted(): boolean; stop(): void } {
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.once('SIGINT', interrupt);
  return { isInterrupted: () => isInterrupted, stop: () => process.off('SIGINT', interrupt) };
}
