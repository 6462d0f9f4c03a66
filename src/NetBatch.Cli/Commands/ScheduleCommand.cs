using System.CommandLine;
using System.Text.Json;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch schedule</c>: when jobs of templates are started by themselves.</summary>
internal static class ScheduleCommand
{
    public static Command Create() => new("schedule", "When jobs of templates are started by themselves (netbatch serve does it).")
    {
        Verbs.List("schedules", (host, names, cancellationToken) => host.Schedules.ListAsync(names, cancellationToken), Table),
        Register(),
        Set(),
        Rest("enable", "Let schedules that rest start jobs again; moments that passed meanwhile are not made up for.", false),
        Rest("disable", "Let schedules rest: they are kept and start no job.", true),
        Verbs.Remove("Forget schedules; their jobs stay.", host => host.Schedules),
        Runs(),
    };

    private static void Table(IReadOnlyList<BatchSchedule> schedules) => Output.Table(
        ["Name", "Cron", "Time zone", "Template", "After", "Next", "Last"],
        schedules.Select(one => (string[])
        [
            one.Name, one.Cron, one.TimeZone, one.Template, string.Join(", ", one.AfterSchedules ?? []),
            one.Disabled ? "rests" : one.NextDue is { } next ? $"{next:yyyy-MM-dd HH:mm zzz}" : "never",
            one.LastRun is { } last ? $"{last.Due:yyyy-MM-dd HH:mm}Z {last.Outcome} {last.JobId}" : "",
        ]));

    private static Command Register()
    {
        var name = new Argument<string>("name") { Description = "The schedule's name." };
        var cron = new Option<string>("--cron")
        {
            Description = "Minute, hour, day of month, month, day of week: '30 2 * * Sat'; or @daily.", Required = true,
        };
        var zone = new Option<string?>("--time-zone")
        {
            Description = "Whose clock it goes by, such as Europe/Berlin. Default: this machine's.",
        };
        var template = new Option<string>("--template") { Description = "The job template.", Required = true };
        var values = new Option<string[]>("--parameter") { Description = "name=value: a value of the template's parameter." };
        var window = new Option<string?>("--window") { Description = "A change window in the place of the template's: 'Sat 22:00-04:00'." };
        var missed = new Option<MissedRuns>("--missed")
        {
            Description = "What becomes of moments at which nobody was there: Skip, Once, or All.",
        };
        var most = new Option<int>("--most-missed") { Description = "How many of them are made up for with All. Default 10.",
            DefaultValueFactory = _ => 10 };
        var before = new Option<string[]>("--after-schedule") { Description = "Schedules whose last job must have ended before.",
            AllowMultipleArgumentsPerToken = true };
        var after = new Option<DependencyRule>("--after") { Description = "What its end must be. Default Success." };
        var notify = new Option<string[]>("--notify") { Description = "Names of notifications.", AllowMultipleArgumentsPerToken = true };
        var disabled = new Option<bool>("--disabled") { Description = "Keep it, and let it rest." };
        var force = new Option<bool>("--force") { Description = "Put it over a schedule of the same name." };
        var emit = new Option<NativeScheduler?>("--emit")
        {
            Description = "Print the definition for systemd, cron or the Task Scheduler instead of keeping the schedule.",
        };
        var command = new Command("register", "Keep a schedule.") { name, cron, zone, template, values, window, missed, most, before, after,
            notify, disabled, force, emit };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var timeZone = parsed.GetValue(zone) ?? TimeZoneInfo.Local.Id;
            var schedule = new BatchSchedule
            {
                Name = parsed.GetRequiredValue(name),
                Cron = parsed.GetRequiredValue(cron),
                TimeZone = timeZone,
                Template = parsed.GetRequiredValue(template),
                Parameters = TemplateValues.Read(parsed.GetValue(values) ?? []),
                Window = parsed.GetValue(window) is { } text ? ChangeWindow.Parse(text, Zones.Find(timeZone)) : null,
                Missed = parsed.GetValue(missed),
                MostMissed = parsed.GetValue(most),
                AfterSchedules = parsed.GetValue(before) is { Length: > 0 } names ? names : null,
                After = parsed.GetValue(after),
                Notify = parsed.GetValue(notify) is { Length: > 0 } told ? told : null,
                Disabled = parsed.GetValue(disabled),
            };
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            if (parsed.GetValue(emit) is { } format)
            {
                foreach (var file in await host.Schedules.EmitAsync(schedule, format, OwnCommand.Program, cancellationToken))
                {
                    Console.Out.WriteLine($"# {file.Name}\n{file.Content}");
                }

                return ExitCode.Done;
            }

            var kept = await Verbs.KeepAsync(host.Schedules, schedule, parsed.GetValue(force), cancellationToken);
            Console.Out.WriteLine(
                $"{kept.Name} kept; next {(kept.NextDue is { } next ? $"{next:yyyy-MM-dd HH:mm zzz}" : "never")}. netbatch serve starts "
                    + $"its jobs.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Set()
    {
        var names = new Argument<string[]>("name") { Description = "The schedules; * and ? are wildcards.",
            Arity = ArgumentArity.OneOrMore };
        var cron = new Option<string?>("--cron")
        {
            Description = "Minute, hour, day of month, month, day of week: '30 2 * * Sat'; or @daily.",
        };
        var zone = new Option<string?>("--time-zone") { Description = "Whose clock it goes by, such as Europe/Berlin." };
        var template = new Option<string?>("--template") { Description = "The job template." };
        var values = new Option<string[]>("--parameter")
        {
            Description = "name=value: a value of the template's parameter, over those there are.",
        };
        var window = new Option<string?>("--window")
        {
            Description = "A change window in the place of the template's; empty: that of the template.",
        };
        var missed = new Option<MissedRuns?>("--missed")
        {
            Description = "What becomes of moments at which nobody was there: Skip, Once, or All.",
        };
        var most = new Option<int?>("--most-missed") { Description = "How many of them are made up for with All." };
        var notify = new Option<string[]>("--notify") { Description = "Names of notifications, in place of all there are.",
            AllowMultipleArgumentsPerToken = true };
        return Verbs.Of("set", "Change parts of schedules; what is not given stays.",
            [names, cron, zone, template, values, window, missed, most, notify], (parsed, host, cancellationToken) =>
            ChangeAsync(host, parsed.GetRequiredValue(names), schedule => schedule with
            {
                Cron = parsed.GetValue(cron) ?? schedule.Cron,
                TimeZone = parsed.GetValue(zone) ?? schedule.TimeZone,
                Template = parsed.GetValue(template) ?? schedule.Template,
                Parameters = Merged(schedule.Parameters, TemplateValues.Read(parsed.GetValue(values) ?? [])),
                Window = parsed.GetValue(window) is not { } text ? schedule.Window
                    : text.Length == 0 ? null : ChangeWindow.Parse(text, Zones.Find(parsed.GetValue(zone) ?? schedule.TimeZone)),
                Missed = parsed.GetValue(missed) ?? schedule.Missed,
                MostMissed = parsed.GetValue(most) ?? schedule.MostMissed,
                Notify = parsed.GetValue(notify) is { Length: > 0 } told ? told : schedule.Notify,
            }, cancellationToken));
    }

    private static Command Rest(string verb, string description, bool disabled)
    {
        var names = new Argument<string[]>("name") { Description = "The schedules; * and ? are wildcards.",
            Arity = ArgumentArity.OneOrMore };
        return Verbs.Of(verb, description, [names], (parsed, host, cancellationToken) =>
            ChangeAsync(host, parsed.GetRequiredValue(names), schedule => schedule with { Disabled = disabled }, cancellationToken));
    }

    private static async Task ChangeAsync(NetBatchHost host, string[] names, Func<BatchSchedule, BatchSchedule> changed,
        CancellationToken cancellationToken)
    {
        List<BatchSchedule> kept = [];
        foreach (var schedule in await host.Schedules.ToUseAsync(names, cancellationToken))
        {
            kept.Add(await host.Schedules.SaveAsync(changed(schedule), false, cancellationToken));
        }

        Table(kept);
    }

    private static Dictionary<string, JsonElement> Merged(IReadOnlyDictionary<string, JsonElement> before,
        IReadOnlyDictionary<string, JsonElement> over)
    {
        Dictionary<string, JsonElement> merged = new(before, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in over)
        {
            merged[name] = value;
        }

        return merged;
    }

    private static Command Runs()
    {
        var name = new Argument<string?>("name") { Description = "The schedule; none: all.", Arity = ArgumentArity.ZeroOrOne };
        var first = new Option<int>("--first") { Description = "How many at most.", DefaultValueFactory = _ => 20 };
        var command = new Command("runs", "What became of the moments of schedules, newest first.") { name, first };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var runs = await host.Store.Schedules.ReadAsync(parsed.GetValue(name), cancellationToken).Take(parsed.GetValue(first))
                .ToListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                runs.ForEach(Output.Line);
                return ExitCode.Done;
            }

            Output.Table(["Schedule", "Due", "Outcome", "Job", "Note"],
                runs.Select(run => (string[])[run.Schedule, $"{run.Due:u}", run.Outcome.ToString(), run.JobId ?? "",
                    Output.Safe(run.Note ?? "")]));
            return ExitCode.Done;
        });
        return command;
    }
}
