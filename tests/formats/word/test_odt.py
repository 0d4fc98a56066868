"""OpenDocument texts are read as Word's documents are: lists, looks, tables, formulas, and what is not printed."""

from quizapp.formats.prose.lines import OBJECT_SIGN, Emphasis
from tests.formats.word.documents import lines, looks, notes, odt, picture, texts


def numbered(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def level(depth: int, way: str, suffix: str = ".", more: str = "") -> str:
    numbered = f'style:num-format="{way}" style:num-suffix="{suffix}"'
    return f'<text:list-level-style-number text:level="{depth}" {numbered} {more}/>'


def list_(*items: str, style: str = "L", more: str = "") -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def p(inside: str = "", style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def letters(name: str, about: str, parent: str = "", family: str = "text") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
        f"<style:text-properties {about}/></style:style>"
    )


QUIZ = numbered("L", level(1, "1"), level(2, "a", ")"), level(3, "1", "", 'text:display-levels="3"'))


def test_items_are_numbered_and_those_within_them_anew() -> None:
    choices = list_(p("here"), p("there"))
    text = list_(p("Where?") + choices, p("When?") + choices)

    assert texts(odt(text, QUIZ)) == ["1. Where?", "a) here", "b) there", "2. When?", "a) here", "b) there"]
    assert [(line.label, line.depth) for line in lines(odt(text, QUIZ))] == [(3, 0), (3, 1), (3, 1)] * 2


def test_only_the_first_paragraph_of_an_item_is_numbered() -> None:
    assert texts(odt(list_(p("Where?") + p("Look."), p("When?")), QUIZ)) == ["1. Where?", "Look.", "2. When?"]


def test_a_new_list_starts_anew_unless_it_goes_on_with_another() -> None:
    first = list_(p("a"), p("b"), more='xml:id="one"')
    anew, on = list_(p("c")), list_(p("d"), more='text:continue-list="one"')
    further = list_(p("e"), more='text:continue-numbering="true"')

    assert texts(odt(first + anew + on + further, QUIZ)) == ["1. a", "2. b", "1. c", "3. d", "4. e"]


def test_an_item_may_say_where_it_goes_on() -> None:
    items = f'<text:list text:style-name="L"><text:list-item text:start-value="7">{p("a")}</text:list-item></text:list>'

    assert texts(odt(items, QUIZ)) == ["7. a"]


def test_bullets_and_numbers_of_levels_above() -> None:
    bullets = numbered("B", '<text:list-level-style-bullet text:level="1" text:bullet-char="–"/>')
    deep = list_(p("a") + list_(p("b") + list_(p("c"))))

    assert texts(odt(list_(p("x"), style="B") + deep, QUIZ + bullets)) == ["– x", "1. a", "a) b", "1.a.1 c"]


def test_headings_are_numbered_by_the_outline() -> None:
    outline = "<text:outline-style>" + level(1, "1", "", 'style:num-prefix="Question "') + "</text:outline-style>"
    heading = '<text:h text:outline-level="1">Where?</text:h>'

    assert texts(odt(heading * 2, "", outline)) == ["Question 1 Where?", "Question 2 Where?"]
    assert texts(odt(heading)) == ["Where?"]


def test_letters_look_as_their_styles_say() -> None:
    styles = letters("Base", 'fo:font-weight="bold"', family="paragraph")
    own = (
        letters("P1", 'fo:color="#00b050"', "Base", "paragraph") + letters("T1", 'fo:font-weight="normal"')
        + letters("T2", 'fo:background-color="#ffff00" style:text-position="super 58%"')
        + letters("T3", 'fo:font-style="italic" style:text-underline-style="solid"')
    )  # fmt: skip
    text = p('a<text:span text:style-name="T1">b<text:span text:style-name="T2">c</text:span></text:span>', "P1")
    text += p('d<text:span text:style-name="T3">e</text:span>')

    first, second, _ = lines(odt(text + p("and others"), own, styles))

    assert looks(first) == {
        ("a", Emphasis.BOLD, ""), ("abc", Emphasis.COLOURED, "00B050"), ("c", Emphasis.HIGHLIGHTED, "FFFF00"),
        ("c", Emphasis.SUPERSCRIPT, ""),
    }  # fmt: skip
    assert looks(second) == {("e", Emphasis.ITALIC, ""), ("e", Emphasis.UNDERLINED, "")}


def test_blanks_breaks_and_tabs_are_what_they_say() -> None:
    text = p("a  \n b<text:s text:c='2'/>c<text:tab/>d<text:line-break/>A. e")

    assert texts(odt(text)) == ["a b  c\td", "A. e"]


def test_what_was_deleted_is_kept_apart_and_comments_are_not_text() -> None:
    deletion = f"<text:changed-region><text:deletion>{p('gone')}</text:deletion></text:changed-region>"
    changes = f"<text:tracked-changes>{deletion}</text:tracked-changes>"
    comment = f"<office:annotation><dc:creator>Ann</dc:creator>{p('why?')}</office:annotation>"

    assert texts(odt(changes + p(f"a{comment}<text:change text:change-id='c'/> b"))) == ["a b"]


def test_hidden_letters_are_left_out_and_that_is_said() -> None:
    document = odt(p('a<text:span text:style-name="H"> secret</text:span>'), letters("H", 'text:display="none"'))

    assert (texts(document), notes(document)) == (["a"], ["hidden-text"])


def test_notes_stand_at_the_end_of_their_line() -> None:
    said = f"<text:note-body>{p('at sea level')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{said}</text:note>"

    assert texts(odt(p(f"Water boils at{note}"))) == ["Water boils at1 [1: at sea level]"]


def test_tables_are_those_of_other_documents() -> None:
    def row(*cells: str) -> str:
        return (
            "<table:table-row>"
            + "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells)
            + "</table:table-row>"
        )

    head = f"<table:table-header-rows>{row('Question', 'A', 'B', 'Answer')}</table:table-header-rows>"
    text = f"<table:table>{head}{row('Where?', 'here', 'there', 'B')}</table:table>"

    assert [one for one in texts(odt(text)) if one] == ["1. Where?", "A. here", "B. there", "ANSWER: B"]


def test_rows_and_cells_that_are_repeated_a_million_times_are_few() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'

    assert texts(odt(f"<table:table>{row}</table:table>" + p("a"))) == ["a"]


def test_pictures_and_formulas_are_signs_in_their_line_and_boxes_stand_below() -> None:
    image = '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>a red thing</svg:desc></draw:frame>'
    formula = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="x.svm"/></draw:frame>'
    box = f"<draw:frame><draw:text-box>{p('in the box')}</draw:text-box></draw:frame>"
    members = {
        "Pictures/a.png": picture(),
        "Object 1/content.xml": b'<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>',
    }
    first, second = lines(odt(p(f"a {image} b {formula}{box}"), members=members))

    assert (first.text, second.text) == (f"a {OBJECT_SIGN} b {OBJECT_SIGN}", "in the box")
    things = [run.value for run in first.runs]
    assert things[0].startswith('<img src="media:') and 'alt="a red thing"' in things[0]
    assert things[1] == "<math><mi>x</mi></math>"
