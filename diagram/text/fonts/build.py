"""Makes the font modules beside this file and the TrueType files of diagram/png/fonts from Inter (SIL OFL 1.1).

Needs fonttools, brotli and the npm package inter-ui 4.1.1 unpacked; neither is a dependency of the project,
because the results are checked in and test/diagram/text.test.ts compares the width tables with the TrueType files.

    python build.py <folder of inter-ui> <repository root>

Kerning, ligatures and hinting are dropped, so that the width of a text is exactly the sum of its advance widths.
"""
import base64, io, logging, sys
from fontTools import subset
from fontTools.ttLib import TTFont

logging.disable(logging.WARNING)
SOURCE, ROOT = sys.argv[1], sys.argv[2]


def span(first, last):
    return set(range(first, last + 1))


PUNCTUATION = {0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193,
               0x2194, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x221E, 0x2030, 0x3BC}
CHUNKS = {
    'latin': span(0x20, 0x7E) | span(0xA0, 0xFF) | PUNCTUATION,
    'latin-ext': span(0x100, 0x17F) | {0x218, 0x219, 0x21A, 0x21B, 0x1E9E},
    'greek': span(0x370, 0x3FF) - {0x3BC},
    'cyrillic': span(0x400, 0x45F) | {0x490, 0x491},
}
ALL = set().union(*CHUNKS.values())


def cut(font, points, flavor=None):
    options = subset.Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.drop_tables += ['STAT', 'GDEF', 'GPOS', 'GSUB', 'gasp', 'meta']
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font.flavor = flavor


def runs(points):
    result = []
    for point in sorted(points):
        if result and result[-1][1] == point - 1:
            result[-1][1] = point
        else:
            result.append([point, point])
    return result


widths = []
for style, name in (('Regular', 'regular'), ('SemiBold', 'semibold')):
    font = TTFont(f'{SOURCE}/web/Inter-{style}.woff2')
    cut(font, ALL)
    font['head'].created = font['head'].modified = 0
    for record in font['name'].names:
        if record.nameID == 1:
            record.string = 'Inter'
    font['name'].names = [r for r in font['name'].names if r.nameID in (0, 1, 2, 3, 4, 5, 6, 13, 14)]
    full = f'{ROOT}/diagram/png/fonts/inter-{name}.ttf'
    font.recalcTimestamp = False
    font.save(full)
    cmap, metrics = TTFont(full).getBestCmap(), TTFont(full)['hmtx']
    lines = []
    for chunk, points in CHUNKS.items():
        have = points & set(cmap)
        piece = TTFont(full, recalcTimestamp=False)
        cut(piece, have, 'woff2')
        out = io.BytesIO()
        piece.save(out)
        ranges = ', '.join(f'[{a}, {b}]' for a, b in runs(have))
        lines.append(f"  {{\n    name: '{chunk}',\n    ranges: [{ranges}],\n    woff2:\n      '{base64.b64encode(out.getvalue()).decode()}',\n  }},")
    with open(f'{ROOT}/diagram/text/fonts/inter-{name}.ts', 'w') as file:
        file.write(f"/** Inter {name}, cut into pieces by script; made by build.py. Copyright The Inter Project Authors, SIL OFL 1.1. */\n"
                   "import type { FontPiece } from './font-piece.js';\n\n"
                   f"export const inter{name.capitalize()}: readonly FontPiece[] = [\n" + '\n'.join(lines) + '\n];\n')
    table = [f"  [{a}, [{', '.join(str(metrics[cmap[p]][0]) for p in range(a, b + 1))}]]," for a, b in runs(set(cmap) & ALL)]
    widths.append(f"export const {name}Widths: readonly WidthRun[] = [\n" + '\n'.join(table) + '\n];\n')
    print(name, len(cmap), [hex(p) for p in sorted(PUNCTUATION) if p not in cmap])

with open(f'{ROOT}/diagram/text/fonts/inter-widths.ts', 'w') as file:
    file.write("/** Advance widths of Inter in units of 1/2048 em; made by build.py from the files in diagram/png/fonts. */\n\n"
               "/** First code point of a run, and the width of each character from there on. */\n"
               "export type WidthRun = readonly [first: number, widths: readonly number[]];\n\n" + '\n'.join(widths))
