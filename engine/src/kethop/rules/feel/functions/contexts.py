"""Context functions (DMN 1.5 §10.3.4.9)."""

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.define import table
from kethop.rules.feel.values import Value, kind_of

FUNCTIONS = table()


@FUNCTIONS.define("get value(m: context, key: string)")
def _get_value(context: dict[str, Value], key: str) -> Value:
    return context.get(key)


@FUNCTIONS.define("get value(context: context, keys: list)")
def _get_value_at(context: dict[str, Value], keys: list[Value]) -> Value:
    value: Value = context
    for key in keys:
        if not isinstance(value, dict) or not isinstance(key, str):
            raise FeelFault("feel.argument_type", function="get value", parameter="keys", expected="string", actual="")
        value = value.get(key)
    return value


@FUNCTIONS.define("get entries(m: context)")
def _get_entries(context: dict[str, Value]) -> Value:
    return [{"key": key, "value": value} for key, value in context.items()]


@FUNCTIONS.define("context(entries: list)")
def _context(entries: list[Value]) -> Value:
    made: dict[str, Value] = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(key, str) or "value" not in entry:
            raise FeelFault(
                "feel.argument_type",
                function="context",
                parameter="entries",
                expected="key, value",
                actual=kind_of(entry),
            )
        if key in made:
            raise FeelFault("feel.key_twice", name=key)
        made[key] = entry["value"]
    return made


@FUNCTIONS.define("context put(context: context, key: string, value: any)")
def _put(context: dict[str, Value], key: str, value: Value) -> Value:
    return {**context, key: value}


@FUNCTIONS.define("context put(context: context, keys: list, value: any)")
def _put_at(context: dict[str, Value], keys: list[Value], value: Value) -> Value:
    if not keys or not isinstance(keys[0], str):
        raise FeelFault(
            "feel.argument_type", function="context put", parameter="keys", expected="list<string>", actual="list"
        )
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0])
    if not isinstance(inner, dict):
        raise FeelFault(
            "feel.argument_type", function="context put", parameter="keys", expected="context", actual=kind_of(inner)
        )
    return {**context, keys[0]: _put_at(inner, keys[1:], value)}


@FUNCTIONS.define("context merge(contexts: list)")
def _merge(contexts: list[Value]) -> Value:
    merged: dict[str, Value] = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise FeelFault(
                "feel.argument_type",
                function="context merge",
                parameter="contexts",
                expected="context",
                actual=kind_of(context),
            )
        merged |= context
    return merged
