"""Makes the typeface of the documents of Source Sans 3: what they can print, kerned, with the substitutions that keep letters apart.

usage: subset.py ORIGINAL.ttf STYLE MADE.ttf < code points, one on each line

A subset is a modified version, and 'Source' is a reserved name (SIL Open Font License 1.1, clause 3): it is called Verwoord Sans. The
notice of copyright and the licence stay in it (clause 2).
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

original, style, made = sys.argv[1:]
family = 'Verwoord Sans'

options = subset.Options()
# Those that app/layout/face applies: ccmp keeps the dots of two Ukrainian letters apart and the point of a Catalan l·l together; dnom and frac make fractions.
options.layout_features = ['ccmp', 'dnom', 'frac', 'kern']
options.drop_tables += ['BASE', 'GDEF', 'STAT', 'gasp']
options.hinting = False
options.glyph_names = False
options.name_IDs = [0, 13, 14]
options.name_languages = [0x409]
options.recalc_timestamp = False

font = TTFont(original, recalcTimestamp=False)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=[int(line, 16) for line in sys.stdin])
subsetter.subset(font)

names = font['name']
notice = names.getDebugName(0)
if 'Reserved Font Name ‘Source’' not in notice:
    sys.exit(f'{original}: another licence: {notice}')
# Only four styles may share a family name; a fifth has its own, and says in 16 and 17 where it belongs (OpenType, name).
fifth = style == 'SemiBold'
for number, text in {
    0: f'{notice} This is a modified version: a subset.',
    1: f'{family} {style}' if fifth else family,
    2: 'Regular' if fifth else style,
    3: f'3.052;VerwoordSans-{style}',
    4: f'{family} {style}',
    5: 'Version 3.052',
    6: f'VerwoordSans-{style}',
    **({16: family, 17: style} if fifth else {}),
}.items():
    names.setName(text, number, 3, 1, 0x409)
font.save(made)
