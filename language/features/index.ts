/** All features, each in a file of its own. */
import { callHierarchyFeature } from './call-hierarchy/call-hierarchy.js';
import { codeLens } from './code-lenses.js';
import { definitionFeature } from './definition.js';
import { documentHighlightFeature } from './document-highlight.js';
import { documentLinksFeature } from './document-links.js';
import { expectations } from './expectations.js';
import type { Feature } from './feature.js';
import { foldingRangesFeature } from './folding-ranges.js';
import { hover } from './hover/hover.js';
import { inlayHint } from './inlay-hints.js';
import { pages } from './pages.js';
import { referencesFeature } from './references.js';
import { renameFilesFeature } from './rename-files.js';
import { renameFeature } from './rename/rename.js';
import { selectionRangesFeature } from './selection-ranges.js';
import { semanticTokensFeature } from './semantic-tokens/semantic-tokens.js';
import { documentSymbolsFeature } from './symbols/document-symbols.js';
import { workspaceSymbolsFeature } from './symbols/workspace-symbols.js';
import { typeDefinitionFeature } from './type-definition.js';

export const features: readonly Feature[] = [
  callHierarchyFeature,
  codeLens,
  definitionFeature,
  documentHighlightFeature,
  documentLinksFeature,
  documentSymbolsFeature,
  expectations,
  foldingRangesFeature,
  hover,
  inlayHint,
  pages,
  referencesFeature,
  renameFeature,
  renameFilesFeature,
  selectionRangesFeature,
  semanticTokensFeature,
  typeDefinitionFeature,
  workspaceSymbolsFeature,
];
