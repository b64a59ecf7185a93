from datetime import UTC, datetime, timedelta

from headwater.demo.clock import CatchingUp, Stepped

START = datetime(2026, 3, 4, tzinfo=UTC)


def catching_up(real: Stepped) -> CatchingUp:
    return CatchingUp(started=START, behind=timedelta(days=2), factor=289, real=real)


def test_two_days_pass_in_ten_minutes_and_then_it_is_now() -> None:
    real = Stepped(START)
    clock = catching_up(real)
    assert clock() == START - timedelta(days=2)
    real.step(timedelta(minutes=5))
    assert START - timedelta(days=1) < clock() < START
    assert not clock.caught_up
    real.step(timedelta(minutes=5))
    assert clock() == real()
    assert clock.caught_up


def test_it_is_never_later_than_the_real_time_and_never_goes_back() -> None:
    real = Stepped(START)
    clock = catching_up(real)
    times = []
    for _ in range(40):
        real.step(timedelta(seconds=37))
        assert clock() <= real()
        times.append(clock())
    assert times == sorted(times)
