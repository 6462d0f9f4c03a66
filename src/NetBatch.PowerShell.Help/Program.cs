using NetBatch.Help;

// netbatch-help CMDLETS.dll CMDLETS.xml OUT.xml [PROJECT-URI]: one source for help, the comments in the cmdlets' own files.
// Get-Help -Online leads to the project's address, where one is given: an invented one would lead nowhere.
if (args is not [var assembly, var documentation, var output, .. var more] || more.Length > 1)
{
    Console.Error.WriteLine("usage: NetBatch.PowerShell.Help ASSEMBLY DOCUMENTATION OUTPUT [PROJECT-URI]");
    return 2;
}

var comments = CommentFile.Load(documentation);
var problems = new List<string>();
var help = new MamlWriter(comments, problems, more.FirstOrDefault(uri => uri.Length > 0)).Write(CmdletReader.Read(Path.GetFullPath(assembly)));
if (problems.Count > 0)
{
    problems.ForEach(problem => Console.Error.WriteLine($"help: error NBH001: {problem}"));
    return 1;
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
help.Save(output);
return 0;
