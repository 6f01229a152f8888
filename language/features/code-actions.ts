/** Code actions: fixes, refactorings and actions on the whole document, as the protocol has them. */
import type { CodeAction, CodeActionParams, Range } from 'vscode-languageserver';
import type { Action, Request } from './code-action/action.js';
import { actionFamilies } from './code-action/index.js';
import type { Context, Feature } from './feature.js';
import { offsetAt, type Snapshot } from './snapshot.js';
import { type EditSupport, workspaceEdit } from './workspace-edit.js';

/** What the server needs to make the edit of an action when it is chosen. */
interface Later {
  readonly uri: string;
  readonly range: Range;
  readonly kind: string;
  readonly title: string;
}

/** Kinds the server offers, for clients that ask for one. */
const kinds: readonly string[] = [...new Set(actionFamilies.flatMap((family) => family.kinds))];

/** Whether a kind is the wanted one or below it: `refactor.extract` is below `refactor`. */
export function isKind(kind: string, wanted: string): boolean {
  return kind === wanted || kind.startsWith(`${wanted}.`);
}

/** What can be done at a place. Without `only` everything, but of the whole document only when somebody asks by hand. */
export function actionsAt(request: Request, only?: readonly string[], isAutomatic = false): readonly Action[] {
  const isWanted = (kind: string): boolean =>
    only === undefined ? !isAutomatic || !isKind(kind, 'source') : only.some((one) => isKind(kind, one));
  return actionFamilies
    .filter((family) => family.kinds.some(isWanted))
    .flatMap((family) => [...family.actions(request)])
    .filter(({ kind }) => isWanted(kind));
}

/** The actions as the protocol has them. `isLater`: edits that take long are left to `resolved`. */
export function codeActions(
  snapshot: Snapshot,
  { textDocument, range, context }: CodeActionParams,
  support: EditSupport,
  isLater: boolean,
): readonly CodeAction[] {
  // TriggerKind 2: the client asks by itself, with each move of the cursor.
  const isAutomatic = context.triggerKind === 2;
  return actionsAt(requestOf(snapshot, range, context.diagnostics), context.only, isAutomatic).flatMap(
    (action): CodeAction[] => {
      const { title, kind, diagnostics = [], isPreferred } = action;
      const head: CodeAction = {
        title,
        kind,
        ...(diagnostics.length === 0 ? {} : { diagnostics: [...diagnostics] }),
        ...(isPreferred === true ? { isPreferred } : {}),
      };
      if ('command' in action) {
        const { command, arguments: words } = action.command;
        return [{ ...head, command: { title, command, arguments: [...words] } }];
      }
      if (isLater && typeof action.change === 'function') {
        const data: Later = { uri: textDocument.uri, range, kind, title };
        return [{ ...head, data }];
      }
      const edit = editOf(snapshot, action, support);
      return edit === undefined ? [] : [{ ...head, edit }];
    },
  );
}

/** The action with its edit for the document as it is now; without one when it cannot be made any more. */
export function resolved(snapshot: Snapshot, action: CodeAction, support: EditSupport): CodeAction {
  const { range, kind, title } = action.data as Later;
  const same = actionsAt(requestOf(snapshot, range, []), [kind]).find((one) => one.title === title);
  const edit = same === undefined ? undefined : editOf(snapshot, same, support);
  return edit === undefined ? action : { ...action, edit };
}

function requestOf(snapshot: Snapshot, range: Range, diagnostics: Request['diagnostics']): Request {
  const [one, other] = [offsetAt(snapshot.file, range.start), offsetAt(snapshot.file, range.end)];
  return { snapshot, from: Math.min(one, other), to: Math.max(one, other), diagnostics };
}

function editOf(snapshot: Snapshot, action: Action, support: EditSupport): CodeAction['edit'] {
  if ('command' in action) return undefined;
  const made = typeof action.change === 'function' ? action.change() : action.change;
  return made === undefined ? undefined : workspaceEdit(snapshot, made, support);
}

function supportOf(context: Context): EditSupport {
  return {
    documentChanges: context.can('workspace.workspaceEdit.documentChanges'),
    create: context.can('workspace.workspaceEdit.resourceOperations.create'),
  };
}

export const codeActionsFeature: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [...kinds], resolveProvider: true } },
  register(connection, context) {
    connection.onCodeAction(
      context.answer((snapshot, params: CodeActionParams) => {
        const isLater =
          // Only the text of a document is there to be asked again.
          !snapshot.isFence &&
          context.can('textDocument.codeAction.resolveSupport.properties.edit') &&
          context.can('textDocument.codeAction.dataSupport');
        return [...codeActions(snapshot, params, supportOf(context), isLater)];
      }),
    );
    connection.onCodeActionResolve((action) => {
      const later = action.data as Partial<Later> | undefined;
      const snapshot = later?.uri === undefined ? undefined : context.snapshot(later.uri);
      return snapshot === undefined ? action : resolved(snapshot, action, supportOf(context));
    });
  },
};
