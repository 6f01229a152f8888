/** As much of VS Code as the file of places asks for: files in a map, and news of changes. */
export const disk = new Map<string, string>();
export const state: { isFull: boolean; heard: (uri: Uri) => void } = { isFull: false, heard: () => undefined };

export class FileSystemError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}
  static parse(address: string): Uri {
    const [, scheme = '', path = ''] = /^(\w+):(.*)$/u.exec(address) ?? [];
    return new Uri(scheme, path);
  }
  static joinPath(uri: Uri): Uri {
    return uri;
  }
  with({ path }: { readonly path: string }): Uri {
    return new Uri(this.scheme, path);
  }
  toString(): string {
    return `${this.scheme}:${this.path}`;
  }
}

export class RelativePattern {}

export const workspace = {
  fs: {
    isWritableFileSystem: () => true,
    readFile: async (uri: Uri) => {
      const text = disk.get(uri.toString());
      if (text === undefined) throw new FileSystemError('FileNotFound');
      return new TextEncoder().encode(text);
    },
    writeFile: async (uri: Uri, bytes: Uint8Array) => {
      if (state.isFull) throw new FileSystemError('NoPermissions');
      disk.set(uri.toString(), new TextDecoder().decode(bytes));
    },
    delete: async (uri: Uri) => void disk.delete(uri.toString()),
  },
  createFileSystemWatcher: () => ({
    onDidCreate: () => undefined,
    onDidChange: (heard: (uri: Uri) => void) => {
      state.heard = heard;
    },
    onDidDelete: () => undefined,
    dispose: () => undefined,
  }),
};
