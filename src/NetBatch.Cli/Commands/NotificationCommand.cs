using System.CommandLine;
using System.Text.Json;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch notification</c>: whom to tell of the ends of jobs.</summary>
internal static class NotificationCommand
{
    public static Command Create() => new("notification", "Whom to tell of the ends of jobs, with run --notify.")
    {
        Verbs.List("notifications", (host, names, cancellationToken) => host.Notifications.ListAsync(names, cancellationToken), Table,
            one => Output.Line(JsonElement.Parse(one.ToJson()))),
        Verbs.Save("notification", (_, text) => BatchNotification.FromJson(text), host => host.Notifications),
        Set(),
        Test(),
        Verbs.Remove("Forget notifications.", host => host.Notifications),
        Log(),
    };

    private static void Table(IReadOnlyList<BatchNotification> all) => Output.Table(
        ["Name", "Kind", "On", "To"],
        all.Select(one => (string[])
        [
            one.Name, one.Kind.ToString(), one.On.Count == 0 ? "End" : string.Join(", ", one.On),
            one.Kind switch { NotificationKind.Mail => string.Join(", ", one.To), NotificationKind.Command => one.Command[0],
                _ => one.Url ?? $"{one.UrlFrom}" },
        ]));

    private static Command Set()
    {
        var name = new Argument<string>("name") { Description = "The notification." };
        var kind = new Option<NotificationKind?>("--kind")
        {
            Description = "Webhook, Slack, Teams, Mail or Command; left out, as the others tell.",
        };
        var on = new Option<NotificationEvent[]>("--on")
        {
            Description = "What is told: End, Failure, Breaker, Pause, Change (configurations were found changed; with what changed).",
            AllowMultipleArgumentsPerToken = true,
        };
        var url = new Option<string?>("--url") { Description = "A webhook's address." };
        var urlName = new Option<string?>("--url-name") { Description = "Where a webhook's address is: env:NAME." };
        var token = new Option<string?>("--token-name") { Description = "Where a webhook's token is: env:NAME; empty: it wants none." };
        var host = new Option<string?>("--smtp-host") { Description = "The mail server." };
        var port = new Option<int?>("--smtp-port") { Description = "Its port." };
        var tls = new Option<bool?>("--smtp-tls") { Description = "Whether the mail goes over TLS: true or false." };
        var credential = new Option<string?>("--smtp-credential-name")
        {
            Description = "Where its password is: user@env:NAME; empty: it wants none.",
        };
        var from = new Option<string?>("--from") { Description = "The sender's address." };
        var to = new Option<string[]>("--to") { Description = "The receivers' addresses, in place of all there are.",
            AllowMultipleArgumentsPerToken = true };
        var program = new Option<string[]>("--command")
        {
            Description = "A program and its arguments, each by itself: --command /bin/open-ticket --command=--queue --command=network.",
        };
        var plain = new Option<bool?>("--allow-plain")
        {
            Description = "Whether it may go over the network without encryption: true or false.",
        };
        var timeout = new Option<int?>("--timeout-seconds") { Description = "How long one try may take, 1 to 60." };
        var tries = new Option<int?>("--most-tries") { Description = "How often sending is tried, 1 to 20." };
        return Verbs.Of(
            "set",
            "Change parts of a notification; what is not given stays.",
            [name, kind, on, url, urlName, token, host, port, tls, credential, from, to, program, plain, timeout, tries],
            async (parsed, opened, cancellationToken) =>
            {
                var kept = await opened.Notifications.ChangeAsync(
                    parsed.GetRequiredValue(name),
                    new NotificationParts
                    {
                        Kind = parsed.GetValue(kind),
                        On = Given(parsed.GetValue(on)),
                        Url = parsed.GetValue(url),
                        UrlName = parsed.GetValue(urlName),
                        TokenName = parsed.GetValue(token),
                        SmtpHost = parsed.GetValue(host),
                        SmtpPort = parsed.GetValue(port),
                        SmtpTls = parsed.GetValue(tls),
                        SmtpCredentialName = parsed.GetValue(credential),
                        From = parsed.GetValue(from),
                        To = Given(parsed.GetValue(to)),
                        Command = Given(parsed.GetValue(program)),
                        AllowPlain = parsed.GetValue(plain),
                        TimeoutSeconds = parsed.GetValue(timeout),
                        MostTries = parsed.GetValue(tries),
                    },
                    cancellationToken);
                Console.Out.WriteLine($"{kept.Name} kept.");
            });
    }

    private static T[]? Given<T>(T[]? list) => list is { Length: > 0 } ? list : null;

    private static Command Test()
    {
        var names = new Argument<string[]>("name") { Description = "Names; * and ? are wildcards.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("test", "Send one message, marked as a test, now, and tell what came of it.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            List<NotificationTest> tests = [];
            foreach (var one in await host.Notifications.ToUseAsync(parsed.GetRequiredValue(names), cancellationToken))
            {
                tests.Add(await host.Notifications.TestAsync(one.Name, cancellationToken));
            }

            if (parsed.GetValue(CommonOptions.Json))
            {
                tests.ForEach(Output.Line);
            }
            else
            {
                Output.Table(
                    ["Name", "Channel", "Delivered", "What came of it"],
                    tests.Select(one => (string[])[one.Name, one.Channel.ToString(), one.Delivered ? "yes" : "no",
                        Output.Safe(one.Detail ?? one.Error ?? "")]));
            }

            return tests.TrueForAll(one => one.Delivered) ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static Command Log()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var command = new Command("log", "What became of a job's notifications.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.Store.GetAsync(parsed.GetRequiredValue(id), cancellationToken);
            var notices = await host.Store.Notices.ReadAsync(parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                notices.ToList().ForEach(Output.Line);
                return ExitCode.Done;
            }

            Output.Table(["Notification", "Attempt", "Ended", "State", "Tries", "Error"],
                notices.Select(one =>
                    (string[])[one.Name, $"{one.Attempt}", one.Ended.ToString(), one.State.ToString(), $"{one.Tries}",
                        Output.Safe(one.Error ?? "")]));
            return ExitCode.Done;
        });
        return command;
    }
}
