from bench.client import Slice
from bench.figures import Better, Figure, compared, markdown
from bench.harness import paired, read_wrk

WRK = """Running 2s test @ http://127.0.0.1:8000/r/ABC234
  2 threads and 32 connections
  Latency Distribution
     50%    4.10ms
     75%    6.00ms
     90%  900.00us
     99%    1.20s
  15123 requests in 2.00s, 4.1MB read
  Socket errors: connect 0, read 2, write 0, timeout 1
  Non-2xx or 3xx responses: 4
Requests/sec:   7550.50
"""


def test_what_wrk_printed_is_read():
    assert read_wrk(WRK) == Slice(7550.5, p50=4.1, p99=1200.0, errors=7, answered=15123)


def test_a_ratio_is_the_median_of_the_rounds():
    figure = compared(
        "Links",
        ours=[150, 200, 90],
        theirs=[100, 100, 90],
        beside="bare",
        better=Better.HIGHER,
        aim=1.5,
    )
    assert (figure.ratio, figure.low, figure.high, figure.met) == (1.5, 1.0, 2.0, True)
    assert figure.note == ""


def test_a_reference_that_wavers_is_called_noisy():
    figure = compared(
        "Links", ours=[1, 1], theirs=[1, 2.5], beside="bare", better=Better.LOWER, aim=1
    )
    assert (figure.met, figure.note) == (True, "noisy")


def test_without_a_good_round_there_is_no_verdict():
    figure = compared("Links", ours=[], theirs=[], beside="bare", better=Better.LOWER, aim=1)
    assert (figure.ours, figure.met) == ("void", None)


def test_errors_void_a_round_and_the_order_is_swapped():
    order: list[str] = []
    errors = iter([0, 1, 0])

    def ours() -> Slice:
        order.append("ours")
        return Slice(1, 1, 1, next(errors))

    def theirs() -> Slice:
        order.append("theirs")
        return Slice(1, 1, 1, 0)

    rounds = paired(ours, theirs, rounds=3)
    assert len(rounds.ours) == len(rounds.theirs) == 2
    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]


def test_figures_become_a_table():
    figure = Figure("Links", "150", "bare: 100", 1.5, 1.0, 2.0, "at least 1.5 ×", True, "quiet")
    assert markdown([figure]).splitlines()[2] == (
        "| Links | 150 | bare: 100 | 1.50 (1.00–2.00) | at least 1.5 × | met | quiet |"
    )
