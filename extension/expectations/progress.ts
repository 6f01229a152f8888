import type { Progress } from 'vscode';
import type { Server } from '../server.js';

/** Shows how far the server is with a run of a design while something waits for it. */
export async function withShares<R>(
  server: Server,
  design: string,
  run: string,
  progress: Progress<{ readonly increment?: number; readonly message?: string }>,
  wait: () => Promise<R>,
): Promise<R> {
  let told = 0;
  const listener = server.onDidProgress((news) => {
    if (news.uri !== design || news.scenario !== run) return;
    const now = Math.floor(news.share * 100);
    progress.report({ increment: now - told, message: `${now} %` });
    told = now;
  });
  try {
    return await wait();
  } finally {
    listener.dispose();
  }
}
