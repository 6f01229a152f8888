/** Which words of the grammar begin what, read off the grammar itself. */
import { type AstNode, AstUtils, type Grammar, GrammarAST } from 'langium';

/** Words that begin a declaration and so are no component kinds. */
export function declarationHeads(grammar: Grammar): ReadonlySet<string> {
  return new Set([...headsBeside(grammar, 'Component'), ...headsBeside(grammar, 'Declaration')]);
}

/** Words that begin a clause of a block that also takes settings, and so are no names of settings. */
export function clauseHeads(grammar: Grammar): ReadonlySet<string> {
  return headsBeside(grammar, 'Setting');
}

/** The keywords a rule can begin with. */
export function firstKeywords(grammar: Grammar, rule: string): ReadonlySet<string> {
  const found = new Set<string>();
  const start = grammar.rules.find((candidate) => candidate.name === rule);
  if (start !== undefined && GrammarAST.isParserRule(start)) collectFirst(start.definition, found);
  return found;
}

/** First words of everything that stands as an alternative beside a rule. */
function headsBeside(grammar: Grammar, rule: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of AstUtils.streamAllContents(grammar)) {
    if (!GrammarAST.isAlternatives(node)) continue;
    if (!node.elements.some((element) => callsRule(element, rule))) continue;
    for (const element of node.elements) if (!callsRule(element, rule)) collectFirst(element, found);
  }
  return found;
}

function callsRule(element: AstNode, rule: string): boolean {
  return GrammarAST.isRuleCall(element) && element.rule.ref?.name === rule;
}

/** Adds the keywords an element can begin with; answers whether the element can be empty. */
function collectFirst(element: GrammarAST.AbstractElement, found: Set<string>): boolean {
  const optional = element.cardinality === '?' || element.cardinality === '*';
  if (GrammarAST.isKeyword(element)) found.add(element.value);
  else if (GrammarAST.isAssignment(element)) collectFirst(element.terminal, found);
  else if (GrammarAST.isAction(element)) return true;
  else if (GrammarAST.isAlternatives(element)) for (const one of element.elements) collectFirst(one, found);
  else if (GrammarAST.isGroup(element)) {
    const solid = element.elements.findIndex((one) => !collectFirst(one, found));
    return optional || solid < 0;
  } else if (GrammarAST.isRuleCall(element)) {
    const rule = element.rule.ref;
    if (rule !== undefined && GrammarAST.isParserRule(rule)) collectFirst(rule.definition, found);
  }
  return optional;
}
