"""Runs state machines with sfnx.testing: a machine on each line that comes in, its outcome on one that goes out. JSON."""

import json
import sys
import time

from sfnx.testing import Failure, InvalidDefinition, Unsupported, run


def scripted(tasks, calls):
    """Answers each call of a state by the next step for its arguments; the last one stays."""

    def answer(call):
        calls.setdefault(call.state, []).append(call.arguments)
        steps = [step for step in tasks[call.state] if step.get("for", call.arguments) == call.arguments]
        step = steps[0]
        if len(steps) > 1:
            tasks[call.state].remove(step)
        if "throw" in step:
            raise Failure(step["throw"]["error"], step["throw"]["cause"])
        return step["return"]

    return answer


def outcome(machine, calls):
    try:
        execution = run(machine["definition"], machine["input"], scripted(machine["tasks"], calls))
    except InvalidDefinition as refusal:
        return {"refused": str(refusal)}
    except Unsupported as refusal:
        return {"unsupported": str(refusal)}
    except Exception as bug:
        return {"broken": repr(bug)}
    if execution.error is not None:
        return {"error": execution.error, "cause": execution.cause}
    return {"output": execution.output}


for line in sys.stdin:
    calls = {}
    started = time.perf_counter()
    ended = outcome(json.loads(line), calls)
    seconds = time.perf_counter() - started
    print(json.dumps({"ended": ended, "calls": calls, "seconds": seconds}), flush=True)
