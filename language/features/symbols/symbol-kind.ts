/** Which of the protocol's kinds of symbol each thing of a design is shown as. */
import { SymbolKind } from 'vscode-languageserver-types';
import { kindOf } from '../../../analyzer/catalogue/setting.js';
import type { Declared } from '../../link/declared.js';

/** Kinds of component whose icon says more than that of any component. */
const components: Readonly<Record<string, SymbolKind>> = {
  client: SymbolKind.Interface,
  device: SymbolKind.Interface,
  external: SymbolKind.Interface,
  queue: SymbolKind.Array,
};

export function symbolKind(declared: Declared): SymbolKind {
  switch (declared.kind) {
    case 'region':
      return SymbolKind.Namespace;
    case 'zone':
      return SymbolKind.Field;
    case 'data':
      return SymbolKind.Struct;
    case 'template':
      return SymbolKind.Constructor;
    case 'parameter':
      return SymbolKind.TypeParameter;
    case 'group':
      return SymbolKind.Package;
    case 'component':
      return componentKind(declared.node.kind);
    case 'flow':
      return SymbolKind.Function;
    case 'workload':
      return SymbolKind.Variable;
    case 'scenario':
      return SymbolKind.Event;
    case 'diagram':
      return SymbolKind.File;
  }
}

function componentKind(kind: string | undefined): SymbolKind {
  const known = kind === undefined ? undefined : kindOf(kind);
  if (kind !== undefined && Object.hasOwn(components, kind)) return components[kind] ?? SymbolKind.Class;
  return known?.isStore === true || kind === 'cache' ? SymbolKind.Object : SymbolKind.Class;
}
