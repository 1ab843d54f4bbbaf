"""Text typed into a cell that calls a check: parsed as meant, or explained."""

import pytest
from cells import CHECKS, LEDGER

from lessons_lib.exercise import Feedback
from lessons_lib.exercise.asked import Asked
from lessons_lib.language import SOURCE, languages, speak
from lessons_lib.teaching import answers


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak(SOURCE)


@pytest.mark.parametrize(
    "typed",
    [
        "check.two([0.5, −0.25])",
        "check.two([0.5, –0.25])",
        "check.two（［０．５，－０．２５］）",
        "check.two(【0。5、-0.25】)",
        "check.two([1÷2, −1∕4])",
        "check.two([0.5·1, -0.25])",
        "check.two([0.5\u00a0, −0.25\u200b])",
        "check.two([2⁻¹, -2⁻²])",
        "check.two([cos(0) / 2, -sqrt(1 / 16)])",
        "check.two([exp(ln(0.5)), -log(e) / 4])",
        "check.two([np.sin(pi / 2) / 2, -math.pi / (4 * π)])",
        "check.two([sigmoid(0), -sigmoid(0)^2])",
        "check.two(0.5, -2^-2)",
        "check.two([0.5,\n   # the second one: (−\n   −0.25])",
        "half = 0.5\ncheck.two([half, -half^2])",
        "def half(x):\n    return exp（−x） * x ÷ 2\n\n\ncheck.two([half(0) + 1 / 2, -0.25])",
        "check.many(2^10)",
        "check.many(2ˆ10)",
        "check.many(2∧10)",
        "check．many（２＾１０）",
        "check。many(2^10)",
        "check.many(2 × 2 ^ 9)",
        "check.many(4 ** 5)",
        "check.many(√1048576)",
        "check.two([½, -√(1/16)])",
        "check.one(−¾ + √½^2·2)",
        "check.many(1023½ + ½)",
        "check.one(0.5^2)   # not 2^0.5",
        "check.one(-(-8) * 0.5^5)",
        "def twice(x):\n    return x + x\ncheck.code(twice)",
        "twice = lambda x: 2 * x\ncheck.code（twice）",
        "check.code(lambda x: x * 2)",
        "  check.one(0.25)",
        "\n\ncheck . one(0.25)",
        "check.one(0.25);",
        "check.one（0.25）；",
        "half = 0.5; check.one(1−half−0.25)",
        "a₁ = 0.5; b = 2; check.one(a₁ − 1÷b·½)",
        "check.two(½, ——0.25)",
        "check.two([0.5，——0。25])",
        "check.one(𝟎.②５)",
        "check.many(2 ^ lg(10^10))",
        "check.one(√.0625)",
        "```python\ncheck.one(0.25)\n```",
        "\ufeffcheck.one(0.25)",
        "》》》 check.one（0.25）",
    ],
)
def test_read_as_it_was_meant(run, typed):
    assert run(typed).mark == "✓"


SLIPS = {
    "If you wrote a comma in a number": """
        check.one(95,26 %)
        check.two([-0,075, -0,25])
        check.two([0,5, -0,25])
        check.two([0,5, -0.25])
        check.two(0,5, -0,25)
        check.one(0,25)
        check.one(1,024)
        check.one(0，25)
        check.noted(7,0)
        check.many(−1,024)
        check.two([0,5*1, -0.25])
        check.two([1 - 0,5*1, -0.25])
        check.two([0.5, 1, -0,25/1])
    """,
    "bracket": """
        check.two([0.5, -0.25)
        check.two([0.5, -0.25]
        check.two([0.5, -0.25]])
        check.two(0.5, -0.25])
        check.two([0.5,
        check.two([0.5, -0.25
        check.two(
        check.two(（0.5, -0.25)
        check.one(0.25))
        check.one((0.5 + (0.25))
        check.one(0.25  # done)
        check.one 0.25
        check.one(0.25), 3
        check.one(0.5)(0.5)
        check.one[0.25]
        check.one{0.25}
        check.one: 0.25
        check.one: [0.25]
        check.one(0.5) * 2
        check.code(
    """,
    "Something is missing": """
        check.two([0.5 -0.25 7])
        check.two([0.5 0.25])
        check.one(2x)
        check.one(2pi)
        check.one(6cos(9))
        check.one(6 cos(9))
        check.one(cos 9)
        check.one(2(3 + 1))
        check.one((3 + 1)2)
        check.one((3 + 1)(2))
        check.one(0.25(1 - 0.25))
        check.one(1 000)
        check.one([0.1][0.2])
        check.two([0.5, [1][2, 3]])
        check.one(about 3)
    """,
    "Leave out ": """
        check.one(w=0.25)
        check.two(a=0.5, b=-0.25)
        check.one(3 meters)
        check.one(3米)
        check.noted(7 or so 8)
        check.noted(~7)
        check.noted(7 is 7)
        check.one(1_0.25)
        check.one(≈0.25)
        check.one(0.25!)
        check.one($0.25)
        check.one(∛2)
        check.one(6*cos(9°))
    """,
    "For times write *, not x": "check.one(0.5x0.5)\ncheck.one(2.5 x 10^-1)",
    "Write 54 instead of 054": "check.noted(054)\ncheck.two([054, 1])",
    "in the place of": "check.one(_)\ncheck.two([_, -0.25])\ncheck.one(?)\ncheck.two([0.5, ？])",
    "round brackets": """
        check.one(10^{-2})
        check.one({1 - 0.5}/2)
        check.one([0.75 - 0.5]/1)
        check.one(0.5·(1−0.5)·【1 − 0.5】)
    """,
    "Write brackets after": """
        check.one(6*cos)
        check.one(cos - 9)
        check.one(cos[9])
        check.one(√-9)
    """,
    "is no function": "half = 0.5; check.one(half(1 − half))",
    "three dots": """
        check.two([...0.5, -0.25])
        check.two([0.5..., -0.25])
        check.two([0.5, -0.25, ...])
        check.two([0.5, ..])
        check.two([......])
        check.one(... * 2)
        check.one(-...)
        check.one(… 0.25)
        check.one(..., 0.25)
        check.noted(7 ...)
    """,
    "= sign": """
        check.two([0.5 = -0.25])
        check.one = 0.25
        check.one = (0.25)
        check.one(0.25) = 3
        check.two(w = 0.5, -0.25)
        check.one(0.25 =)
    """,
    "quot": """
        check.two(["0.5", "-0.25"])
        check.two([“0.5”, -0.25])
        check.two(["0.5, -0.25])
        check.one('0.25)
        check.one(0.25")
        check.one("a quarter")
        check.noted('seven')
        check.one(don't know)
    """,
    "isn't a name we know here": """
        check.one(x)
        check.one(COS(9))
        check.two([quarter, half])
        check.one(a·b)
        check.one(yes)
        check.one(z_1 * w)
        check.code(dobule)
        check.noted(seven)
    """,
    "A number is missing": """
        check.two([0.5,, -0.25])
        check.two([, -0.25])
        check.two([0.5, , -0.25])
    """,
    "number is missing": """
        check.one(0.25 *)
        check.two([0.5 +, -0.25])
    """,
    "Write a comma between two numbers, not": """
        check.two([0.5 and -0.25])
        check.two(0.5 or -0.25)
        check.one(1 & 2)
        check.noted(7 | 8)
        check.two([0.5; -0.25])
        check.two([0.5 和 -0.25])
    """,
    "/ for divided by": "check.two([0.5：-0.25])\ncheck.one(3:)\ncheck.one(1:4)",
    "power of ten": "check.one(2.5×10−1)\ncheck.two([5*10-1, -0.25])",
    "comma between them": "check.two([0.5 -0.25])\ncheck.two(0.5 -0.25)",
    "0.4.3.92 has one decimal point too many": "check.two([0.4。3.92])\ncheck.two([0.4.3.92])",
    "point too many": """
        check.one(0..25)
        check.one(1.024.0)
    """,
    "25% is 0.25": "check.one(25%)\ncheck.one(25 %)\ncheck.one(25％)\ncheck.one(25 per cent)",
    "95.26% is 0.9526": "check.one(95.26 percent)\ncheck.two([95.26%, 3])",
    "divide by 100": "check.one((1 + 2) %)\ncheck.one(²%)\ncheck.one((359 − 17)/359 % − 1)",
    "100% is 1": "check.one(100% − 17/359)\ncheck.noted(100%(5))",
    "one in each place": """
        check.two([[1, 2], 3])
        check.two([[1, 2], ...])
        check.two([[0.5], [-0.25, 1]])
        check.two([(0.5,), (1, 2)])
    """,
    "can't make sense of": "check.one(sin(30°) / 2)",
    "divides by 0": "check.one(1 / 0)\ncheck.one(1 / (2 - 2.0))",
    "too large": "check.one(10^10^10)\ncheck.one(9**9**9**9)\ncheck.one(10.0**400)",
    "finite": "check.one(sqrt(-1))\ncheck.two([log(0), 1])\ncheck.one(1e999)",
    "can't be": "check.one(>3)\ncheck.one(if)\ncheck.one(I do not know)",
    "name of your function": "check.code(my double)\ncheck.code(exq)",
    "only None": "check.one(None)",
}
CASES = [
    (said, typed.strip()) for said, cells in SLIPS.items() for typed in cells.strip().splitlines()
]


@pytest.mark.parametrize(("said", "typed"), CASES)
def test_answered_in_words(run, capfd, said, typed):
    feedback = run(typed)
    assert isinstance(feedback, Feedback) and feedback.mark in "✗→"
    assert said in feedback.text
    assert capfd.readouterr().err == ""
    assert run("check.one(0.25)").mark == "✓"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Cos", "cos"),
        ("cosinus", "cos"),
        ("cos9", "cos"),
        ("sinus", "sin"),
        ("squrt", "sqrt"),
        ("dobule", "double"),
    ],
)
def test_a_name_that_is_near_is_offered(run, name, near):
    run("double = 2")
    assert f"Did you mean {near}?" in run(f"check.one({name}(9))").text


@pytest.mark.parametrize(
    "typed",
    [
        "chek.one(9)",
        "check.onee(9)",
        "Check.one(1/0)",
        "check.One()",
        "CHECK.ONE(9)",
        "check_one(9)",
        "spam.one(9)",
        "检查.one(9)",
    ],
)
def test_a_misspelled_check_is_offered(run, typed):
    assert "Did you mean check.one?" in run(typed).text


def test_a_check_without_its_check_is_offered(run, shell):
    assert run("many(9)").text.endswith("Did you mean check.many?")
    for cell in ("def many(x): return x\nmany(9)", "many(9)", "del many\nfrom cells import *"):
        assert getattr(run(cell), "mark", "") == ""
    assert run("many(9)").mark == "✗"


@pytest.mark.parametrize("instead", [5, len, None, CHECKS])
def test_check_is_another_thing_now(run, shell, instead):
    from lessons_lib.lessons.chain_rule import exercises as check

    shell.user_ns["check"] = instead
    said = run("check.ratio(9)")
    assert said.mark == "✗"
    line = said.text.partition("run this line: ")[2]
    assert run(f"{line}\ncheck.ratio(...)") == Feedback("→", str(check.ratio.asks))


@pytest.mark.parametrize("typed", ["seventh(9)", "spam.seventh(9)", "nump.sqrt(9)"])
def test_a_call_that_is_near_no_check_stays_pythons(run, typed):
    with pytest.raises((NameError, AttributeError)):
        run(typed)


@pytest.mark.parametrize("name", ["eta", "η", "quarter", "theta", "Alpha", "__", "z_1", "不"])
def test_a_name_is_not_offered_for_another(run, shell, name):
    shell.user_ns.pop(name, None)
    said = run(f"check.one({name})").text
    assert "isn't a name we know here" in said and "Did you mean" not in said


@pytest.mark.parametrize("language", sorted(set(languages()) - {SOURCE}))
def test_answered_in_the_lessons_language(run, language):
    for _, typed in CASES:
        speak(SOURCE)
        english = run(typed).text
        speak(language)
        text = run(typed).text
        assert text and text != english, typed


@pytest.mark.parametrize("module", answers.lessons(), ids=lambda one: one.__name__[12:])
def test_every_exercise_of_every_lesson_answers(shell, run, module):
    shell.user_ns["check"] = module
    for name, one in vars(module).items():
        if isinstance(one, Asked):
            for typed in (
                "([2x])",
                "([1, 2",
                "(−1 ^ （2））",
                "(cosin(9))",
                "(1/0)",
                "('0.5')",
                "=1",
            ):
                assert run(f"check.{name}{typed}").mark in "✗→", (name, typed)


def test_a_thousand_signs_are_answered_too(run):
    assert run(f"check.one({'-' * 400}0.25)").mark == "✓"
    assert run(f"check.one({'(' * 300}0.25{')' * 300})").mark == "✗"
    assert run(f"check.one({'9' * 5000})").mark == "✗"


def test_a_note_that_cannot_be_read_leaves_the_one_before(run):
    run("check.noted(6)")
    assert run("check.noted(7,0)").text.endswith("Until then, your saved answer is still 6.")
    assert run("check.noted(7x)").text.endswith("Until then, your saved answer is still 6.")
    assert "You said 6" in LEDGER.compared().text
    run("check.noted(...)")
    assert "saved any predictions" in LEDGER.compared().text


def test_a_recognised_mistake_is_told_in_english_whatever_is_spoken():
    speak("zh")
    assert CHECKS.one(-0.25).mistakes == ("the sign is wrong",)
    assert CHECKS.one(0.25).mistakes == CHECKS.one(0.7).mistakes == ()
