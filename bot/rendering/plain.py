"""Replies as plain text: what a terminal, a log or another program shows."""

from itertools import pairwise

from bot.phrases import phrase
from handlers.reply import Block, BlockKind, Option, Reply


def plain_text(reply: Reply) -> str:
    """The blocks of a reply as text; options and files are left to the channel."""
    if not reply.blocks:
        return ""
    parts = [_block(reply.blocks[0])]
    for before, block in pairwise(reply.blocks):
        parts += [_gap(before.kind, block.kind), _block(block)]
    return "".join(parts)


def numbered(options: tuple[Option, ...]) -> str:
    """The options as lines that begin with the key to type."""
    return "\n".join(f"  {option.key}. {option.label}" for option in options)


def _block(block: Block) -> str:
    match block.kind:
        case BlockKind.HEADING | BlockKind.TEXT:
            return block.text
        case BlockKind.ITEM:
            return f"• {block.text}"
        case BlockKind.QUOTE:
            return f"“{block.text}”"
        case BlockKind.SOURCE:
            return phrase("reply", "source") + block.text


def _gap(before: BlockKind, after: BlockKind) -> str:
    if after is BlockKind.HEADING:
        return "\n\n"
    return "\n\n" if before is BlockKind.SOURCE and after is not BlockKind.SOURCE else "\n"
