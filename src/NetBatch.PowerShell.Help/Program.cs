using NetBatch.Help;

// netbatch-help CMDLETS.dll CMDLETS.xml OUT.xml: one source for help, the comments in the cmdlets' own files.
if (args is not [var assembly, var documentation, var output])
{
    Console.Error.WriteLine("usage: NetBatch.PowerShell.Help ASSEMBLY DOCUMENTATION OUTPUT");
    return 2;
}

var comments = CommentFile.Load(documentation);
var problems = new List<string>();
var help = new MamlWriter(comments, problems).Write(CmdletReader.Read(Path.GetFullPath(assembly)));
if (problems.Count > 0)
{
    problems.ForEach(problem => Console.Error.WriteLine($"help: error NBH001: {problem}"));
    return 1;
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
help.Save(output);
return 0;
