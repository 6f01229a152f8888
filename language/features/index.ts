/** All features, each in a file of its own. */
import { callHierarchyFeature } from './call-hierarchy/call-hierarchy.js';
import { codeActionsFeature } from './code-actions.js';
import { codeLensesFeature } from './code-lenses.js';
import { completionFeature } from './completion/completion.js';
import { definitionFeature } from './definition.js';
import { documentHighlightFeature } from './document-highlight.js';
import { documentLinksFeature } from './document-links.js';
import { drawableFeature } from './drawable.js';
import { expectationsFeature } from './expectations.js';
import type { Feature } from './feature.js';
import { foldingRangesFeature } from './folding-ranges.js';
import { formattingFeature } from './formatting.js';
import { describeFeature } from './hover/described.js';
import { hoverFeature } from './hover/hover.js';
import { inlayHintsFeature } from './inlay-hints.js';
import { pagesFeature } from './pages.js';
import { placesFeature } from './places.js';
import { referencesFeature } from './references.js';
import { renameFeature } from './rename/rename.js';
import { renameFilesFeature } from './rename-files.js';
import { runScenarioFeature } from './run-scenario.js';
import { selectionRangesFeature } from './selection-ranges.js';
import { semanticTokensFeature } from './semantic-tokens/semantic-tokens.js';
import { showMeFeature } from './show-me.js';
import { signatureHelpFeature } from './signature-help.js';
import { documentSymbolsFeature } from './symbols/document-symbols.js';
import { workspaceSymbolsFeature } from './symbols/workspace-symbols.js';
import { typeDefinitionFeature } from './type-definition.js';

export const features: readonly Feature[] = [
  callHierarchyFeature,
  codeActionsFeature,
  codeLensesFeature,
  completionFeature,
  definitionFeature,
  describeFeature,
  documentHighlightFeature,
  documentLinksFeature,
  documentSymbolsFeature,
  drawableFeature,
  expectationsFeature,
  foldingRangesFeature,
  formattingFeature,
  hoverFeature,
  inlayHintsFeature,
  pagesFeature,
  placesFeature,
  referencesFeature,
  renameFeature,
  renameFilesFeature,
  runScenarioFeature,
  selectionRangesFeature,
  semanticTokensFeature,
  showMeFeature,
  signatureHelpFeature,
  typeDefinitionFeature,
  workspaceSymbolsFeature,
];
