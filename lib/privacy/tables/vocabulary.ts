/**
 * Words that page authors, not people who use pages, write in class names, ids, path segments and enumerated
 * attributes. A name is kept at mask-all only if it is made of these words (and of numbers up to three digits); every
 * other name becomes a keyed hash. Names of persons, places and products do not belong here.
 */
const WORDS = `
a abs absolute accent accept accordion account action actions active add address admin after alert align all alt amp anchor and animate animated
animation api app appear apple apply area arrow article aside asset assets at attachment audio auto avatar b back backdrop background badge banner
bar base basic basis before beta between bg big billing black block blocks blue blur board body bold book border both bottom box br brand bread breadcrumb
breadcrumbs break bright bs btn bubble bucket bullet button buttons by c calendar call callout cancel canvas caption caret card cards carousel cart
case categories category cell center centered change chart chat check checkbox checked checkout chevron child chip chips circle class clear click clickable
client close closed cloud code col collapse collapsed collapsible color cols column columns combobox comment comments common compact complete component
components confirm contact contain container content contents context control controls cookie copy core corner count counter cover create css current
cursor custom d dark dash dashboard data date datepicker day days dd debug decoration default delete desc description desktop detail details dialog
dir direction disable disabled dismiss display div divider dl do dock docs document documents done dot dots double down download draft drag draggable
drawer drop dropdown dt duration e ease edge edit editor effect element else empty en enable enabled end enter entry error errors even event events
example exit expand expanded explore export external extra eye fa fab fade fail failed fallback false far fas favorite feature featured features feed
feedback field fields fieldset figure file files fill filled filter filters first fit fixed flag flat flex float floating flow fluid fn focus focused
folder font fonts foot footer for form forms forward frame free from front full fullscreen function g gallery gap general get glyph go gradient gray grey green
grid group groups grow gutter h half handle has hash head header headers heading headline height hello help helper hero hidden hide high highlight hint
history home horizontal hot hover html i icon icons id if image images img imgs important in inactive increment index indicator info inherit initial inline inner
input inputs inset inside instance int interactive intro invalid inverse inverted invisible is item items js json justify key keys kind l label labels
landing landscape language large last layer layers layout lazy lead leading left legend letter level lg li library light line link links list listbox listing lists
live load loaded loader loading local locale lock log login logo logout long loop low lower m main manage map margin mark marker mask master max mb md me media medium
menu menus menubar message messages meta method mi middle min minus ml mobile modal mode model module modules month more move mr ms mt mui multi mute muted mx my name
narrow nav navbar navigation neutral new news next no node none normal not note notes notice notification notifications null number numbers nt o object odd of off offcanvas offset ok ol on
once one only opacity open opened option optional options or orange order orders ordered origin other out outer outline output outside over overflow overlay
overview own p pad padding page pages pagination pane panel panels paragraph parent part partial password path pause payment pb phone photo picture pill pin
pink pl place placeholder plain play player plus pointer polite popover popup portal portrait position post posts pr prefix presentation press pressed prev preview
previous price primary print privacy private pro product products profile progress prompt property pt public pull purple push px py query question quick quote r radio
range rate rating ratio read readonly ready rectangle red ref refresh region relative remove render repeat reply report request required reset resize
resource responsive result results return reverse review reviews ribbon right ring role root rotate round rounded row rows rtl ltr rule s safe save scale schema
scheme screen script scroll scrollable search searchbox second secondary section sections select selectable selected selection self semibold send separator service services
set settings shade shadow shape share sheet shop short show shown shrink side sidebar sign signin signup simple single site size skeleton skip slide
slider slides slot sm small snap snippet social solid sort sortable source space spacer spacing span spin spinner split spread sprite square src sr stack
standard star stars start state static status step stepper steps stick sticky stop story stretch strike string strong style styled styles sub submenu submit subtitle success
suffix summary surface svg swatch swiper switch system t tab table tablist tabpanel tabs tag tags target task tasks tbody td template term text textarea textbox tfoot
th thead theme thin third three thumb thumbnail tick tile tiles time timeline timer tint tip title to toast toggle toggled tool toolbar tools tooltip top topbar
total touch tr track transform transition transparent tree treeitem trigger true truncate two type types typography ui ul under underline up update upload upper
url use user users utility v val valid value variant vector version vertical vh video view viewer viewport views visible visually visited vw w wait
warning week weight white wide widget width window word work wrap wrapper x xl xs xxl xxs y year yellow yes you z zero zoom
ng v-enter v-leave react vue svelte ember astro next nuxt root jss css sc makestyles ant el bp mat mdc chakra tw lucide
aria auth blog cdn checkout-step chunk dist download en-us fav favicon fetch graphql hot-update lib manifest oauth out rest rpc rss sitemap src static vendor webpack ws
http https www com org net html htm php aspx jsp css js mjs json xml svg png jpg jpeg gif webp avif ico woff woff2 ttf otf eot mp4 webm mp3 ogg wav pdf txt csv map zip
todo todos completed editing destroy
`

export const VOCABULARY: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean))
