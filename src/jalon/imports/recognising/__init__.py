"""What a column of text holds, told by its content: dates, amounts, e-mail addresses, plain words."""

from jalon.imports.recognising.column import Column, recognise
from jalon.imports.recognising.dates import DateOrder, DateStyle, date_style, read_instants
from jalon.imports.recognising.kinds import Kind
from jalon.imports.recognising.numbers import NumberStyle, number_style, read_numbers

__all__ = [
    "Column",
    "DateOrder",
    "DateStyle",
    "Kind",
    "NumberStyle",
    "date_style",
    "number_style",
    "read_instants",
    "read_numbers",
    "recognise",
]
