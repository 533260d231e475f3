"""Whatever is written as Markdown, what is shown can do nothing (OWASP's filter evasion list)."""

import re

import html5lib
import pytest

from core import markdown

ATTACKS = """
<script>alert(1)</script>
<SCRIPT SRC=https://xss.example/x.js></SCRIPT>
<scr<script>ipt>alert(1)</scr</script>ipt>
<IMG SRC="javascript:alert('XSS');">
<IMG SRC=JaVaScRiPt:alert(1)>
<IMG SRC=`javascript:alert("RSnake says, 'XSS'")`>
<IMG \"\"\"><SCRIPT>alert("XSS")</SCRIPT>"\\>
<img src=x onerror=alert(1)>
<img src="x` `<script>alert(1)</script>"` `>
<IMG SRC="jav&#x0A;ascript:alert(1);">
<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>
<BODY ONLOAD=alert(1)>
<BODY BACKGROUND="javascript:alert(1)">
<svg/onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<math><mi xlink:href="data:x,<script>alert(1)</script>"></mi></math>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img onerror=x()&gt;">
<iframe src="javascript:alert(1)"></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<object data="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="></object>
<embed src="javascript:alert(1)">
<LINK REL="stylesheet" HREF="javascript:alert(1);">
<STYLE>@import'https://xss.example/x.css';</STYLE>
<DIV STYLE="background-image: url(javascript:alert(1))">x</DIV>
<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">
<BASE HREF="javascript:alert(1);//">
<form action="javascript:alert(1)"><input type=submit formaction=javascript:alert(2)></form>
<details open ontoggle=alert(1)>x</details>
<video><source onerror="alert(1)"></video>
<a href="javascript:alert(1)" onclick=alert(1)>x</a>
<a href=" &#14;  javascript:alert(1)">x</a>
<template><script>alert(1)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<!--[if gte IE 4]><SCRIPT>alert(1)</SCRIPT><![endif]-->
<?xml version="1.0"?><x onclick="alert(1)">x</x>
<![CDATA[<script>alert(1)</script>]]>
[x](javascript:alert(1))
[x](JaVaScRiPt:alert(1))
[x](java&#10;script:alert(1))
[x](&#x6A;avascript&colon;alert(1))
[x](javascript&#58;alert(1))
[x](vbscript:msgbox(1))
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](file:///etc/passwd)
[x](<javascript:alert(1)>)
[x]: javascript:alert(1)\n\n[x]
<javascript:alert(1)>
![x](javascript:alert(1))
![x](https://evil.example/pixel.png)
![x](data:image/svg+xml;base64,PHN2Zy8+ "onerror=alert(1)")
[x](https://a.example "><img src=x onerror=alert(1)>")
[x](https://a.example/"onmouseover="alert(1))
`<script>alert(1)</script>`
```html"><script>alert(1)</script>\nx\n```
    <script>alert(1)</script>
> <script>alert(1)</script>
# <img src=x onerror=alert(1)>
- <svg onload=alert(1)>
**<b onmouseover=alert(1)>x</b>**
{{7*7}}{% raw %}{{ config }}{% endraw %}
\u202e<script>alert(1)</script>
\x00<script>alert(1)</script>
<\x00script>alert(1)</script>
"""


def attacks() -> list[str]:
    return [line.replace("\\n", "\n") for line in ATTACKS.strip("\n").split("\n")]


@pytest.mark.parametrize("attack", attacks())
def test_nothing_but_plain_words_is_left(attack: str) -> None:
    shown = str(markdown.render(attack))
    tree = html5lib.parseFragment(shown, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in markdown.TAGS, shown
        assert set(element.attrib) <= {"href", "rel"}, shown
        if element.tag == "a" and "href" in element.attrib:
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", element.attrib["href"].lower())
            assert scheme is None or scheme[1] in markdown.SCHEMES, shown
            assert element.attrib["rel"] == "nofollow ugc noopener"


def test_honest_words_stay() -> None:
    shown = markdown.render("# Hej\n\n*Vi* ses [her](https://a.example) & der: 3 < 4, {{7*7}}")
    assert shown == (
        "<h2>Hej</h2>\n<p><em>Vi</em> ses "
        '<a href="https://a.example" rel="nofollow ugc noopener">her</a> '
        "&amp; der: 3 &lt; 4, {{7*7}}</p>\n"
    )
