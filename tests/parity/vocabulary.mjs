// SPDX-License-Identifier: MIT
// What random documents are made of: ways to hide, and what only looks so. A
// new trick is one more line.

const list = (text) => text.trim().split(/\s+/);
const lines = (text) => text.trim().split("\n").map((l) => l.trim());

// ---- elements --------------------------------------------------------------

export const INLINE = list(`span b i em strong u s a font small big code kbd mark ins del sub
  sup q abbr cite var tt nobr label button strike time bdo bdi dfn samp output data`);
export const BLOCK = list(`div p section article center blockquote ul ol li dl dt dd h1 h3 h6
  pre main header footer figure figcaption address fieldset legend form nav aside hgroup dir
  menu details details details summary summary dialog search x-y`);
export const TABLE = list("table table tr tr td td th tbody thead tfoot caption colgroup col");
export const RAW = list("title textarea style script xmp iframe noembed noframes noscript");
export const ODD = list(`template select option optgroup datalist object video audio canvas
  applet meter progress ruby rt rp rb rtc map picture svg math marquee slot head body html
  input img br hr wbr area embed source param track`);
export const SVG = list(`svg svg text text tspan title desc defs g foreignObject symbol style
  script metadata a switch clipPath mask marker`);
export const MATH = list(`math mi mo mn mtext mrow mphantom annotation annotation-xml semantics
  ms mstyle merror msup`);
export const VOID = new Set(list("br hr img input wbr area embed source param track col"));

// ---- inline style ----------------------------------------------------------

export const HIDING = lines(`
  display:none
  display: none !important
  DISPLAY:NONE
  dis\\70lay:none
  display:/**/none
  display:block;display:none
  display:none;display:bogus
  visibility:hidden
  visibility:collapse
  opacity:0
  opacity:0%
  opacity:.01
  opacity:.2;opacity:0
  font-size:0
  font-size:1px
  font-size:.05em
  font-size:5%
  font:0/0 a
  color:white
  color:#fff
  color:#fffffe
  color:transparent
  color:rgb(255,255,255)
  color:rgb(0 0 0 / 0)
  color:hsl(0 0% 100%)
  color:#ffffff00
  -webkit-text-fill-color:transparent
  background:#000;color:#000
  background:black;color:#010101
  text-indent:-9999px
  position:absolute;left:-9999px
  position:absolute;top:-9999px
  position:fixed;left:-500em
  position:absolute;clip:rect(0,0,0,0)
  position:absolute;width:1px;height:1px;overflow:hidden
  margin-left:-9999px
  margin:0 0 0 -200em
  float:left;margin-left:-3000px
  clip-path:inset(50%)
  clip-path:circle(0)
  clip-path:polygon(0 0)
  transform:scale(0)
  transform:scaleX(0)
  transform:translateX(-9999px)
  transform:translate(-300vw, 0)
  transform:rotateY(90deg)
  scale:0
  translate:-9999px
  rotate:y 90deg
  height:0;overflow:hidden
  max-height:0;overflow:hidden
  max-height:1px;overflow:hidden
  width:0;height:1em;overflow:hidden
  line-height:0;overflow:hidden
  height:0;overflow:clip
  content-visibility:hidden
  filter:opacity(0)
  filter:opacity(0%) blur(0)
  zoom:.01
  contain:strict
  position:relative;left:-9999px
  inset:0 auto auto -9999px;position:absolute
  padding:0;border:0;height:0;overflow:auto
  all:initial;display:none
  letter-spacing:-1em;overflow:hidden
  -webkit-text-security:disc
  color:color(srgb 1 1 1)
  color:oklch(100% 0 0)
  color:color-mix(in srgb, white, white)
  color:Canvas
  color:ivory
  color:rgba(0,0,0,.02)
  inset-inline-start:-9999px;position:absolute
  right:100%;position:absolute
  bottom:100vh;position:fixed
  margin-block-start:-9999px
  block-size:0;overflow:hidden
  overflow:hidden;aspect-ratio:9999/1
  opacity:calc(0)
  opacity:-1
  font-size:calc(0px)
  font-size:clamp(0px,1px,2px)
  font-size:math;math-depth:20
  font-size-adjust:0
  font:italic bold 0.5px/2 serif
  transform:matrix(1,0,0,1,-9999,0)
  transform:translate(calc(-100% - 99px))
  transform:rotate(180deg);transform-origin:0 0
  rotate:180deg;transform-origin:0 -500px
  clip-path:xywh(0 0 0 0)
  background:black
  display:table-column
  display:grid;grid-template-rows:0;overflow:hidden;height:0
  position:relative;top:-999px
  position:relative;left:-100%
  columns:1;height:0;overflow:hidden
  writing-mode:vertical-rl;width:0;overflow:hidden
  padding-top:9999px;overflow:hidden;height:100px;box-sizing:border-box
  contain:size;overflow:hidden
  contain:paint;height:0
  visibility:visible;visibility:hidden
  --x:{a;b};visibility:hidden
  background:url(a);visibility:hidden
  --a:hidden;visibility:var(--a)
  display:var(--a,none)
  color:var(--a,white)
  all:revert;display:none`)


export const SHOWING = lines(`
  color:red
  color:#333
  color:black
  display:block
  display:inline
  display:inline-block
  opacity:1
  visibility:visible
  font-size:16px
  font-size:medium
  background:#eee
  background:#fff
  text-align:center
  margin:0
  margin-left:2em
  position:relative
  position:static
  overflow:hidden
  overflow:visible
  width:100px
  height:auto
  float:left
  transform:none
  border:1px solid
  display:bogus
  display:none;display:var(--x)
  dispay:none
  color:inherit
  -webkit-text-fill-color:black
  max-height:none
  line-height:1.5
  text-decoration:none
  font-weight:bold
  clip:auto
  content:"x"
  --x:none
  position:static;left:-9999px
  position:absolute;left:-9999px;left:0
  display:inline none
  visibility:hidden!important;visibility:visible!important
  a:b;{visibility:hidden}
  visibility:hidden}
  x{visibility:hidden;
  font-family:'a;visibility:hidden
  direction:rtl
  text-transform:uppercase
  transition:all 99s
  contain:layout
  line-height:0
  line-height:9999px
  padding-left:50px
  all:unset
  speak:none`);

// What lays text out: by itself it hides nothing, around a long line, in a low
// box, in a drawing, or in company it can.
export const LAYING = lines(`
  float:right
  float:left
  display:grid;justify-items:end
  display:grid;place-items:center
  display:grid;justify-content:center
  display:flex;justify-content:flex-end
  display:flex;flex-direction:row-reverse
  display:flex;flex-flow:column wrap-reverse
  display:flex;flex-direction:column;align-items:center
  display:flex;align-items:end;height:10px
  display:inline-block
  display:flow-root
  display:contents
  display:table
  justify-self:end
  place-self:center
  align-self:end
  align-content:end;height:10px
  position:absolute
  position:absolute;right:0
  position:absolute;bottom:0
  position:fixed
  position:fixed;top:0;right:0
  position:sticky;top:0
  margin-left:auto;width:max-content
  margin-inline-start:auto
  min-width:3000px
  min-height:9000px
  width:max-content
  width:50px
  height:20px
  max-height:50px;overflow:hidden
  box-sizing:border-box;padding:9px;width:20px
  transform:scale(2)
  transform:rotate(180deg)
  scale:-1
  rotate:180deg
  contain:paint
  contain:layout size
  content-visibility:auto
  clip-path:border-box
  clip-path:circle()
  text-anchor:end
  baseline-shift:100px
  dominant-baseline:hanging
  letter-spacing:40px
  word-spacing:400px
  writing-mode:vertical-rl
  writing-mode:sideways-lr
  text-align:right
  text-align:center
  white-space:nowrap
  white-space:pre
  word-break:keep-all
  line-break:anywhere
  overflow-wrap:anywhere
  text-overflow:ellipsis;overflow:hidden;white-space:nowrap
  columns:3
  column-count:9;column-gap:0
  vertical-align:top
  vertical-align:-999px
  unicode-bidi:bidi-override;direction:rtl
  initial-letter:9
  shape-outside:circle()
  isolation:isolate
  will-change:transform
  z-index:9;position:relative
  -webkit-margin-start:-999px
  -webkit-logical-width:0;overflow:hidden
  text-indent:50px hanging
  tab-size:999
  order:-1
  clear:both`);

// ---- attributes --------------------------------------------------------------

// %w is a word of its own; %s a hiding or showing style.
export const ATTRIBUTES = lines(`
  hidden
  hidden
  HIDDEN
  hidden=""
  hidden="false"
  hidden='until-found'
  hidden=%w
  popover
  popover="manual"
  open
  open=false
  inert
  aria-hidden="true"
  title="%w"
  title='%w > %w'
  title="<!-- %w"
  title="--> %w"
  data-x=%w
  alt="%w" 
  a="%w'" b='"'
  class="%w"
  class=c%n
  id=i%n
  style="%s"
  style="%s"
  style='%s'
  style="%s" hidden
  style="color:red" style="display:none"
  style="display:none" style="color:red"
  style="display&colon;none"
  style="display&#58;none"
  STYLE="Visibility:Hidden"
  style="%s;%s"
  width=0 height=0
  height="0"
  color=white
  color="#FFF"
  color=#ffffff
  size=1
  bgcolor=black
  bgcolor=white text=white
  align=center
  align=right
  width=50
  width=3000
  dir=rtl
  role=presentation
  translate=no
  slot=%w
  value="%w" type=hidden
  type=checkbox disabled
  start=3
  colspan=2
  nowrap
  =x
  x=y"z
  contenteditable
  download hidden
  text=white link=white
  name=a open
  background=x`);

// Of SVG and MathML.
export const FOREIGN_ATTRIBUTES = lines(`
  fill=white
  fill=none
  fill=red
  opacity=0
  fill-opacity=0
  visibility=hidden
  display=none
  font-size=0
  font-size=20
  transform="translate(999)"
  transform="scale(0)"
  x=9
  x=-999
  dx=-999
  dy=-999
  viewBox="0 0 300 150"
  viewBox="0 0 9999 9999"
  width=0
  width=200 height=50
  systemLanguage=zz
  mathcolor=white
  mathsize=0
  mathbackground=black
  scriptlevel=20
  y=20
  x=10
  x="10 900"
  dy=20
  text-anchor=end
  textLength=1
  rotate=90
  letter-spacing=40
  style="%s"`);

export const SEPARATORS = [" ", " ", " ", " ", "\t", "  ", "/", " / "];

// ---- comments and their like ---------------------------------------------------

export const COMMENTS = lines(`
  <!-- %w -->
  <!-- %w -->
  <!--%w-->
  <!-- %w -- %w -->
  <!-- %w --- %w -->
  <!-- %w --!> %w -->
  <!-- %w --!> %w
  <!-->%w -->
  <!--->%w -->
  <!---->%w
  <!----> %w -->
  <!-- %w --->
  <!--- %w -->
  <!-- <!-- %w --> %w -->
  <!-- %w <!- %w -->
  <!-- > %w -->
  <!-- -> %w -->
  <!-- %w > %w -->
  <!- %w -->
  <!%w>
  <!x %w>
  <!X %w>
  <!DOCTYPE %w>
  <!doctype html %w>
  <!ELEMENT %w "%w>">
  <? %w ?>
  <?php %w ?>
  <?x %w > %w ?>
  <?%w>
  </ %w>
  </3 %w>
  </!-- %w -->
  </>%w
  <![CDATA[ %w ]]>
  <![CDATA[ %w > %w ]]>
  <![cdata[ %w ]]>
  <![if %w]> %w <![endif]>
  <!--[if IE]> %w <![endif]-->
  &lt;!-- %w --&gt;
  \\<!-- %w -->
  <\\!-- %w -->
  &#60;!-- %w -->
  <!-- %w --&gt; %w -->
  <!-- %w\u200b--> %w -->
  < !-- %w -->
  <!\u2014 %w -->
  <@%w>
  <3 %w
  <%w
  <b %w
  <b title="%w
  <b title="%w" %w <i>`);

// The same over several lines; an empty one ends some HTML blocks.
export const LONG_COMMENTS = [
  "<!--\n%w\n-->", "<!--\n\n%w\n\n-->", "<!-- %w\n\n%w\n--> %w", "<!--\n%w --\n%w\n-->\n%w",
  "<div><!--\n\n%w\n\n--></div>", "<?x\n\n%w\n\n?>", "<![CDATA[\n\n%w\n\n]]>", "<!X\n%w\n\n%w>",
  "<div title=\"\n\n%w\n\n\">", "<div title='\n%w\n'>%w</div>", "<!--\n%w\n--!>\n\n%w\n\n-->",
  "<div\n%w\n\n%w>", "</div\n%w\n>", "<p title=\"%w\n%w\">%w</p>", "<!--\n> %w\n\n- %w\n-->",
  "<script>\n\n%w\n\n</script> %w", "<pre>\n\n<!-- %w -->\n\n</pre>", "<style>\n\n%w\n</style>",
  "<textarea>\n\n%w\n\n</textarea>", "<title>%w\n\n%w</title>",
  "<script>\n<!-- <script>\n</script>\n%w\n--></script>",
];

// ---- markdown's own ------------------------------------------------------------

export const DEFINITIONS = lines(`
  [%w]: /%w
  [%w]: <%w> "%w"
  [%w]: /u '%w %w'
  [%w]: /u (%w)
  [//]: # (%w)
  [//]: # "%w"
  [//]: <> (%w)
  [//]: # (%w (%w) %w)
  [//]: # %w
  [//]: # (%w) %w
  [ // ]: # (%w)
  [_]: # (%w)
  [comment]: # (%w)
  [\u{1f916}]: # (%w)
  [%w\\]: /u
  [%w]:
  [%w]:/u "%w"
  [r%n]: /u "%w"
  [r%n]: /v%n
  [^%w]: %w
  [^f%n]: %w
  [^f%n]: %w %w
  [^r%n]: %w
  *[%w]: %w
  [%w] : %w
  {: .%w }
  % %w`);

export const LINKS = lines(`
  [%i](/%w)
  [%i](/u "%w")
  [%i](<%w> '%w')
  [%i][r%n]
  [r%n]
  [r%n][]
  [^f%n]
  [^f%n]
  [^%w]
  [](/%w)
  [%i](/u "%w" %w)
  [%i]( %w %w )
  [%i][%w]
  ![%w](/u)
  ![%w](/%w "%w")
  ![%w][r%n]
  ![*%w*](/u)
  [![%w](/u)](/v)
  <https://e.test/%w>
  https://e.test/%w
  www.%w.test
  <%w@e.test>
  https://e.test/?%w=<b>%w</b>
  [%w]
  [%w](%w`);

export const ENTITIES = lines(`
  &lt;b hidden&gt;%w&lt;/b&gt;
  &#60;!-- %w --&#62;
  &amp;%w;
  &%w;
  &nbsp;%w
  &copy;%w
  &#0;%w
  &#x3c;b hidden>%w
  &lt%w
  &ZeroWidthSpace;%w&zwnj;
  \\&lt;%w
  &#x202e;%w&#x202c;
  &shy;%w
  &#8203;%w`);

export const INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\u202e", "\u2066",
  "\u180e", "\u2063", "\ufeff", "\u{e0041}", "\ufe0f", "\u034f", "\u061c", "\u3164", "\u115f"];

// ---- sheets ----------------------------------------------------------------------

export const SELECTORS = lines(`
  .c%n
  .c%n
  #i%n
  p
  span
  div
  b
  p.c%n
  .c%n *
  .c%n > p
  div .c%n
  p + p
  p:first-of-type
  p:nth-child(2)
  li:last-child
  [title]
  [class=c%n]
  :is(.c%n, #i%n)
  :not(p).c%n
  *.c%n
  .c%n, .c%n
  details > p
  h1 ~ p
  blockquote p
  td
  em
  ::slotted(b)
  .c%n:hover
  .c%n::before
  :where(.c%n)
  div:has(.c%n)
  .C%n
  body > p
  html .c%n`);

// %r is a rule.
export const SHEETS = lines(`
  %r
  %r
  %r %r
  %r %r %r
  @media screen { %r }
  @media all{%r}
  @media not print { %r }
  @media (min-width: 1px) { %r } %r
  @supports (display:block) { %r }
  @layer a { %r }
  @layer a, b; @layer b { %r } @layer a { %r }
  /* %w */ %r
  <!-- %r -->
  .x { } } %r
  @import "x"; %r
  @charset "x"; %r
  @font-face { font-family: x } %r
  @container (min-width: 1px) { %r }
  .c1 { & { %s } }
  .c1 { .c2 & { %s } b { %s } }
  %r .c1 { %s !important }
  :root { --x: none } .c1 { display: var(--x) }`);
