"""Evaluation of function definitions and calls (DMN 1.5 §10.3.2.12)."""

from collections.abc import Sequence

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.scope import Handlers, Scope
from kethop.rules.feel.tree import Call, FunctionNode
from kethop.rules.feel.types import ANY, FunctionType, coerce
from kethop.rules.feel.values import FunctionValue, Value, kind_of

__all__ = ["CALLS", "arguments_in_order"]


def _function(node: FunctionNode, scope: Scope) -> Value:
    """Return a closure over the scope where the function is written."""

    def invoke(arguments: Sequence[Value]) -> Value:
        if node.external:
            raise FeelFault("feel.external_function")
        if len(arguments) != len(node.parameters):
            raise FeelFault("feel.argument_count", function="function", count=len(arguments))
        values: dict[str, Value] = {}
        for parameter, argument in zip(node.parameters, arguments, strict=True):
            values[parameter.name] = coerce(argument, parameter.type) if parameter.type else argument
        scope.run.enter()
        try:
            result = scope.child(values).evaluate(node.body)
        finally:
            scope.run.leave()
        return coerce(result, node.result) if node.result else result

    types = tuple(parameter.type or ANY for parameter in node.parameters)
    names = tuple(parameter.name for parameter in node.parameters)
    return FunctionValue("function", names, invoke, None, FunctionType(types, node.result), node.external)


def arguments_in_order(function: FunctionValue, named: dict[str, Value]) -> Sequence[Value]:
    """Return named arguments in the function's order; one that is left out is null (DMN 1.5 §10.3.2.11.5).

    Raises
    ------
    FeelFault
        ``feel.argument_unknown``: a name that the function has not.
    """
    if function.bind:
        return function.bind(named)
    for name in named:
        if name not in function.parameters:
            raise FeelFault("feel.argument_unknown", function=function.name, name=name)
    return [named.get(name) for name in function.parameters]


def _call(node: Call, scope: Scope) -> Value:
    function = scope.evaluate(node.function)
    if not isinstance(function, FunctionValue):
        raise FeelFault("feel.not_a_function", actual=kind_of(function))
    if not node.named:
        return function.invoke([scope.evaluate(argument) for argument in node.arguments])
    named: dict[str, Value] = {}
    for name, argument in node.named:
        if name in named:
            raise FeelFault("feel.argument_unknown", function=function.name, name=name)
        named[name] = scope.evaluate(argument)
    return function.invoke(arguments_in_order(function, named))


CALLS: Handlers = {FunctionNode: _function, Call: _call}
