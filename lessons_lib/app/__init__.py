"""A picture and its controls: the only package that imports ipywidgets."""

from lessons_lib.app.answer_box import AnswerBox
from lessons_lib.app.app import App
from lessons_lib.app.controls import Choice, Control, Numbers, Presets, Run, Slider, Steps
from lessons_lib.app.text_line import TextLine
from lessons_lib.app.words import Words
from lessons_lib.notation import Table

__all__ = [
    "AnswerBox",
    "App",
    "Choice",
    "Control",
    "Numbers",
    "Presets",
    "Run",
    "Slider",
    "Steps",
    "Table",
    "TextLine",
    "Words",
]
