/** Entry of the server process that the extension starts. */
import { ownDocs, serveNode } from './node.js';

serveNode(ownDocs);
