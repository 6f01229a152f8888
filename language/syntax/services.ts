/** The parsing services of the language, wired once. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  createParser,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type LangiumParser,
  type LangiumSharedCoreServices,
  type Module,
  type PartialLangiumCoreServices,
} from 'langium';
import { SysdesignGeneratedModule, SysdesignGeneratedSharedModule } from '../generated/module.js';
import { ExpectationProvider } from './expectation.js';
import { PlainReferences } from './plain-references.js';
import { SpanLexer } from './span-lexer.js';
import { SpanParser } from './span-parser.js';
import { TextConverter } from './text-converter.js';

/** Replaces Langium's reading of texts by ours; language servers load it over their own modules. */
export const syntaxModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    Lexer: (services) => new SpanLexer(services),
    LangiumParser: (services) => createSpanParser(services),
    ValueConverter: () => new TextConverter(),
    ParserErrorMessageProvider: () => new ExpectationProvider(),
    ParserConfig: () => ({ maxLookahead: 1, recoveryEnabled: true }),
  },
  references: { Linker: (services) => new PlainReferences(services) },
};

let services: LangiumCoreServices | undefined;

/** Services that parse and know no documents; made on first use. */
export function syntaxServices(): LangiumCoreServices {
  if (services !== undefined) return services;
  const shared: LangiumSharedCoreServices = inject(
    createDefaultSharedCoreModule(EmptyFileSystem),
    SysdesignGeneratedSharedModule,
  );
  services = inject(createDefaultCoreModule({ shared }), SysdesignGeneratedModule, syntaxModule);
  shared.ServiceRegistry.register(services);
  return services;
}

function createSpanParser(core: LangiumCoreServices): LangiumParser {
  const lexer = core.parser.Lexer;
  if (!(lexer instanceof SpanLexer)) throw new Error('bug: the parser was wired with another lexer');
  // Chevrotain's own recovery is left to completion: it goes one call deeper for each mistake, and `recover` does better.
  const { ValueConverter, ParserErrorMessageProvider } = core.parser;
  const own = {
    Lexer: lexer,
    ValueConverter,
    ParserErrorMessageProvider,
    ParserConfig: { maxLookahead: 1, recoveryEnabled: false },
  };
  const { shared, references, LanguageMetaData } = core;
  // A parser reads no other services than these.
  const parser = new SpanParser(
    { shared, references, LanguageMetaData, parser: own } as unknown as LangiumCoreServices,
    lexer,
  );
  createParser(core.Grammar, parser, lexer.definition);
  parser.finalize();
  return parser;
}
